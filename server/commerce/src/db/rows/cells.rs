//! Rows taken apart: one array per column, as PostgreSQL reads them fastest.

use sea_orm::{
    Value,
    sea_query::{ArrayType, ValueType},
};
use serde::{
    Serialize, Serializer,
    ser::{Error as _, Impossible, SerializeStruct},
};
use uuid::Uuid;

use super::{Column, Kind};

/// What cannot be laid out: a row that is no struct, a field that is no value of its column.
pub(super) type Error = serde::de::value::Error;

/// The values of one column.
pub(super) struct Cells {
    column: Column,
    values: Vec<Value>,
    /// Which of them are there, where some may be absent; absent ones stand as an empty value.
    present: Vec<Value>,
}

/// One array per column, followed by one of truths where the column may be null.
///
/// # Errors
/// When a field has no column of its name, or a value that is not of its kind.
pub(super) fn arrays(columns: &[Column], rows: &[impl Serialize]) -> Result<Vec<Value>, Error> {
    let mut cells: Vec<Cells> = columns.iter().map(|column| Cells::new(*column, rows.len())).collect();
    for row in rows {
        row.serialize(Row { cells: &mut cells })?;
    }
    Ok(cells.into_iter().flat_map(Cells::arrays).collect())
}

impl Cells {
    fn new(column: Column, rows: usize) -> Self {
        let present = if column.nullable { Vec::with_capacity(rows) } else { Vec::new() };
        Self { column, values: Vec::with_capacity(rows), present }
    }

    fn push(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        let value = match self.column.kind {
            Kind::Json => Some(Value::from(serde_json::to_string(value).map_err(Error::custom)?)),
            kind => value.serialize(Cell(kind))?,
        };
        if self.column.nullable {
            self.present.push(Value::from(value.is_some()));
        } else if value.is_none() {
            return Err(Error::custom(format!("{} is null and its column is not", self.column.name)));
        }
        self.values.push(value.unwrap_or_else(|| self.column.kind.empty()));
        Ok(())
    }

    fn arrays(self) -> impl Iterator<Item = Value> {
        let array = |kind, values| Value::Array(kind, Some(Box::new(values)));
        let present = self.column.nullable.then(|| array(ArrayType::Bool, self.present));
        std::iter::once(array(self.column.kind.array(), self.values)).chain(present)
    }
}

impl Kind {
    fn array(self) -> ArrayType {
        match self {
            Kind::Id => Uuid::array_type(),
            Kind::Int => i64::array_type(),
            Kind::Text | Kind::Json => String::array_type(),
            Kind::Bool => bool::array_type(),
        }
    }

    fn empty(self) -> Value {
        match self {
            Kind::Id => Value::from(Uuid::nil()),
            Kind::Int => Value::from(0_i64),
            Kind::Text => Value::from(""),
            Kind::Json => Value::from("null"),
            Kind::Bool => Value::from(false),
        }
    }
}

/// Takes structs only.
struct Row<'a> {
    cells: &'a mut [Cells],
}

/// The fields of a struct; columns usually stand in their order.
struct Fields<'a> {
    cells: &'a mut [Cells],
    next: usize,
}

impl SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        let is_it = |cells: &Cells| cells.column.name == name;
        let at = match self.cells.get(self.next).filter(|cells| is_it(cells)) {
            Some(_) => self.next,
            None => self.cells.iter().position(is_it).ok_or_else(|| Error::custom(format!("no column {name}")))?,
        };
        self.next = at + 1;
        self.cells[at].push(value)
    }

    fn end(self) -> Result<(), Error> {
        let (least, most) = self.cells.iter().fold((usize::MAX, 0), |(least, most), cells| {
            (least.min(cells.values.len()), most.max(cells.values.len()))
        });
        if least == most { Ok(()) } else { Err(Error::custom("a row lacks a column")) }
    }
}

/// One value of a kind.
struct Cell(Kind);

/// The ways of serde that have no place here.
macro_rules! refuse {
    ($($name:ident($($argument:ty),*) -> $answer:ty;)*) => {
        $(fn $name(self, $(_: $argument),*) -> Result<$answer, Error> {
            Err(Error::custom(concat!("a row cannot hold what ", stringify!($name), " writes")))
        })*
    };
}

macro_rules! refuse_compounds {
    () => {
        type SerializeSeq = Impossible<Self::Ok, Error>;
        type SerializeTuple = Impossible<Self::Ok, Error>;
        type SerializeTupleStruct = Impossible<Self::Ok, Error>;
        type SerializeTupleVariant = Impossible<Self::Ok, Error>;
        type SerializeMap = Impossible<Self::Ok, Error>;
        type SerializeStructVariant = Impossible<Self::Ok, Error>;

        refuse! {
            serialize_f32(f32) -> Self::Ok;
            serialize_f64(f64) -> Self::Ok;
            serialize_char(char) -> Self::Ok;
            serialize_unit_struct(&'static str) -> Self::Ok;
            serialize_seq(Option<usize>) -> Self::SerializeSeq;
            serialize_tuple(usize) -> Self::SerializeTuple;
            serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
            serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
            serialize_map(Option<usize>) -> Self::SerializeMap;
            serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
        }

        fn serialize_newtype_struct<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            value: &T,
        ) -> Result<Self::Ok, Error> {
            value.serialize(self)
        }

        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: &T,
        ) -> Result<Self::Ok, Error> {
            Err(Error::custom("a row cannot hold a variant with a value"))
        }

        /// UUIDs come as bytes.
        fn is_human_readable(&self) -> bool {
            false
        }
    };
}

impl<'a> Serializer for Row<'a> {
    type Ok = ();
    type Error = Error;
    type SerializeStruct = Fields<'a>;

    refuse_compounds!();
    refuse! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'a>, Error> {
        Ok(Fields { cells: self.cells, next: 0 })
    }
}

impl Cell {
    fn int(self, number: Option<i64>) -> Result<Option<Value>, Error> {
        match (self.0, number) {
            (Kind::Int, Some(number)) => Ok(Some(Value::from(number))),
            _ => Err(Error::custom("no 64-bit integer belongs here, or one too large")),
        }
    }
}

/// Integers of every size that fits.
macro_rules! int {
    ($($name:ident($number:ty);)*) => {
        $(fn $name(self, number: $number) -> Result<Option<Value>, Error> {
            self.int(<i64 as TryFrom<$number>>::try_from(number).ok())
        })*
    };
}

impl Serializer for Cell {
    type Ok = Option<Value>;
    type Error = Error;
    type SerializeStruct = Impossible<Option<Value>, Error>;

    refuse_compounds!();
    refuse! { serialize_struct(&'static str, usize) -> Self::SerializeStruct; }
    int! {
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_i64(i64);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u32(u32);
        serialize_u64(u64);
    }

    fn serialize_bool(self, value: bool) -> Result<Option<Value>, Error> {
        match self.0 {
            Kind::Bool => Ok(Some(Value::from(value))),
            _ => Err(Error::custom("no truth belongs here")),
        }
    }

    fn serialize_str(self, text: &str) -> Result<Option<Value>, Error> {
        match self.0 {
            Kind::Text => Ok(Some(Value::from(text))),
            Kind::Id => Uuid::parse_str(text).map(|id| Some(Value::from(id))).map_err(Error::custom),
            _ => Err(Error::custom("no text belongs here")),
        }
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Option<Value>, Error> {
        match self.0 {
            Kind::Id => Uuid::from_slice(bytes).map(|id| Some(Value::from(id))).map_err(Error::custom),
            _ => Err(Error::custom("no bytes belong here")),
        }
    }

    fn serialize_none(self) -> Result<Option<Value>, Error> {
        Ok(None)
    }

    fn serialize_unit(self) -> Result<Option<Value>, Error> {
        Ok(None)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Option<Value>, Error> {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<Option<Value>, Error> {
        self.serialize_str(name)
    }
}

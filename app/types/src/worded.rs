//! Values that programs and people each have a word for.

/// The words of an enum: all of its values, each as written and as read.
macro_rules! named {
    ($name:ident { $($variant:ident = $text:literal, $label:literal;)* }) => {
        impl $name {
            /// All values, in the order of a life.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// As programs and the database write it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// As people read it.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $($name::$variant => $label,)* }
            }
        }
    };
}

/// The same, and back.
macro_rules! worded {
    ($name:ident { $($variant:ident = $text:literal, $label:literal;)* }) => {
        $crate::worded::named!($name { $($variant = $text, $label;)* });

        impl std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                $name::ALL.iter().copied().find(|one| one.as_str() == text).ok_or_else(|| {
                    let known: Vec<_> = $name::ALL.iter().map(|one| one.as_str()).collect();
                    format!("unknown {text}; choose from {}", known.join(", "))
                })
            }
        }
    };
}

pub(crate) use {named, worded};

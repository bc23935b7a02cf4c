//! A shop as its staff see it. `Words` gives every piece of text, so that the same pages can be drawn from hostile ones.

mod goods;
mod orders;
mod running;
mod stock;

use std::{fmt::Debug, str::FromStr};

use types::{
    Currency, FieldError, Money, VariantId,
    admin::{AdminChrome, FormErrors},
};

use crate::admin::{Posted, SignIn};

/// Turns what a sample would say into what it says.
#[derive(Clone, Copy)]
pub struct Words(pub fn(&str) -> String);

/// The sample as it is.
pub const PLAIN: Words = Words(str::to_owned);

pub fn usd(amount: i64) -> Money {
    Money::new(amount, Currency::USD)
}

pub fn id<T: FromStr<Err: Debug>>(number: u32) -> T {
    format!("{number:08x}-0000-7000-8000-000000000000").parse().unwrap()
}

pub fn variant_id(number: u32) -> VariantId {
    id(number)
}

impl Words {
    fn say(self, text: &str) -> String {
        (self.0)(text)
    }

    pub fn chrome(self) -> AdminChrome {
        AdminChrome {
            shop_name: self.say("Tern & Tide"),
            staff_name: self.say("ada@tern.example"),
            notice: Some(self.say("Order #1001 is fulfilled.")),
            dev_mailbox: true,
        }
    }

    pub fn sign_in(self) -> SignIn {
        SignIn {
            shop_name: self.say("Tern & Tide"),
            email: self.say("ada@tern.example"),
            next: self.say("/admin/orders"),
            error: Some(self.say("That email and password do not go together.")),
        }
    }

    /// A form that came back with these fields and one error each.
    pub fn posted<F>(self, form: F, fields: &[(&str, &str)]) -> Posted<F> {
        let errors = fields.iter().map(|(name, _)| FieldError::new(*name, self.say("Mend this."))).collect();
        Posted {
            form,
            values: fields.iter().map(|(name, value)| ((*name).to_owned(), self.say(value))).collect(),
            errors: FormErrors { problem: Some(self.say("It was not saved.")), fields: errors },
        }
    }
}

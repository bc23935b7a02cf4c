//! Mail to customers. Sent by jobs; a mail's id is made from what it is about, so that one sent twice is recognised as one.

mod letter;
mod mailbox;
mod mailer;
mod order_mail;

pub(crate) use letter::{address, letter, speaking_with, with_link};
pub use mailbox::{mail, mailbox};
pub use mailer::{Mail, Mailer};
pub use order_mail::{Occasion, SendOrderMail};

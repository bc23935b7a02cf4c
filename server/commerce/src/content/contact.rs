//! Messages from the contact form. They go to the shop's own address and nowhere else, whatever is typed; the visitor's address is only
//! where an answer goes.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use types::content::ContactInput;
use uuid::Uuid;

use super::rules;
use crate::{
    Cx, Result,
    jobs::{self, Done, Job, When},
    notifications::Mail,
};

/// A visitor writes to the shop. The same message again, from a form sent twice, is one mail.
///
/// # Errors
/// `invalid` with every wrong field.
pub async fn write(cx: &Cx, input: &ContactInput) -> Result<()> {
    let message = rules::check_message(input)?;
    let key = format!("contact-{}", digest(&message));
    let job = SendContactMail { id: Uuid::now_v7(), message };
    let now = cx.clock.now();
    cx.db
        .transaction(move |tx| {
            Box::pin(async move { jobs::enqueue(tx, &job, When { run_at: now, dedupe_key: Some(&key) }).await })
        })
        .await?;
    cx.job_written.notify_one();
    Ok(())
}

fn digest(ContactInput { name, email, message }: &ContactInput) -> String {
    // No part contains the character that stands between them.
    hex::encode(&Sha256::digest(format!("{name}\0{email}\0{message}"))[..16])
}

/// Hands a message to the shop.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendContactMail {
    /// Tells messages apart.
    pub id: Uuid,
    /// What was written.
    pub message: ContactInput,
}

impl Job for SendContactMail {
    const KIND: &'static str = "contact.mail";
    /// After everything about orders.
    const PRIORITY: i64 = 400;

    async fn run(self, cx: &Cx) -> Result<Done> {
        let ContactInput { name, email, message } = self.message;
        let mail = Mail {
            id: format!("contact-{}", self.id),
            to: cx.settings.contact_address.clone(),
            reply_to: Some(email.clone()),
            leave_at: None,
            subject: format!("{name} writes to {}", cx.settings.shop_name),
            text: format!(
                "{name} <{email}> wrote in the contact form of {}:\n\n{message}\n\n\
                The address is as it was typed; nobody has confirmed it.\n",
                cx.settings.public_url
            ),
        };
        cx.mailer.send(&mail, &cx.clock).await
    }
}

//! The way out: an SMTP server, or files for the dev mailbox.

use std::{io::ErrorKind, path::PathBuf, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, header::ContentType},
};
use types::{Millis, admin::DevMail};

use crate::{Error, Result, Settings, rfc3339};

const SMTP_TIMEOUT: Duration = Duration::from_secs(10);

/// One mail, plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Same id, same mail: receivers and the dev mailbox keep one. Letters, digits and dashes.
    pub id: String,
    /// To whom.
    pub to: String,
    /// Where an answer goes, where that is not the shop.
    pub reply_to: Option<String>,
    /// What about.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Sends mail.
pub struct Mailer {
    from: Mailbox,
    /// Right-hand side of message ids.
    domain: String,
    way: Way,
}

enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Files(PathBuf),
}

impl Mailer {
    /// As `settings` say.
    ///
    /// # Errors
    /// `internal` when the SMTP address or the sender cannot be read.
    pub fn new(settings: &Settings) -> Result<Self> {
        let from: Mailbox = settings.mail_from.parse().map_err(Error::internal)?;
        let way = match &settings.smtp_url {
            Some(url) => {
                let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(Error::internal)?;
                Way::Smtp(transport.timeout(Some(SMTP_TIMEOUT)).build())
            }
            None => Way::Files(settings.mailbox_dir()),
        };
        Ok(Self { domain: from.email.domain().to_owned(), from, way })
    }

    /// Sends a mail, or writes it down where the dev mailbox finds it.
    ///
    /// # Errors
    /// `invalid` for an address that is none, `unavailable` when the server does not take it.
    pub async fn send(&self, mail: &Mail, now: Millis) -> Result<()> {
        let mailbox = |address: &str| -> Result<Mailbox> {
            address.parse().map_err(|_| Error::invalid_field("email", "This is no e-mail address."))
        };
        let builder = match &mail.reply_to {
            Some(address) => Message::builder().reply_to(mailbox(address)?),
            None => Message::builder(),
        };
        let message = builder
            .from(self.from.clone())
            .to(mailbox(&mail.to)?)
            .subject(&mail.subject)
            .message_id(Some(format!("<{}@{}>", mail.id, self.domain)))
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.clone())
            .map_err(Error::internal)?;
        match &self.way {
            Way::Smtp(transport) => transport.send(message).await.map(drop).map_err(Error::unavailable),
            Way::Files(dir) => write_files(dir, mail, &message.formatted(), now).await.map_err(Error::internal),
        }
    }
}

/// The message as it would have been sent, and beside it what the mailbox page shows. Each appears whole and is written once: the
/// same mail again changes nothing. The page comes last, so a mail that has one is complete.
async fn write_files(dir: &std::path::Path, mail: &Mail, message: &[u8], now: Millis) -> anyhow::Result<()> {
    tokio::fs::create_dir_all(dir).await?;
    let page = DevMail {
        id: mail.id.clone(),
        at: rfc3339(now),
        to: mail.to.clone(),
        subject: mail.subject.clone(),
        text: mail.text.clone(),
    };
    for (extension, bytes) in [("eml", message), ("json", &serde_json::to_vec_pretty(&page)?)] {
        let path = dir.join(format!("{}.{extension}", mail.id));
        let draft = dir.join(format!(".{}-{}", uuid::Uuid::now_v7(), mail.id));
        tokio::fs::write(&draft, bytes).await?;
        let linked = tokio::fs::hard_link(&draft, &path).await;
        tokio::fs::remove_file(&draft).await?;
        match linked {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

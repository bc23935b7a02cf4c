//! The way out: an SMTP server, or files for the dev mailbox.

use std::{io::ErrorKind, path::PathBuf, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MessageBuilder,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use types::{
    Millis,
    admin::{DevMail, ProviderStanding},
};

use crate::{
    Clock, Error, Result, Settings,
    breaker::{Gate, Outcome},
    jobs::Done,
    rfc3339,
};

/// For one command of a mail server.
const SMTP_TIMEOUT: Duration = Duration::from_secs(10);
/// For a whole mail; shorter than the time-outs of the jobs that send.
const SENT_WITHIN: Duration = Duration::from_secs(20);
/// Milliseconds a mail server that keeps failing is left alone: mail may wait.
const REST: Millis = 30_000;

/// One mail, plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Same id, same mail: receivers and the dev mailbox keep one. Letters, digits and dashes.
    pub id: String,
    /// To whom.
    pub to: String,
    /// Where an answer goes, where that is not the shop.
    pub reply_to: Option<String>,
    /// Where its reader takes their address off the list it is sent to: an address that is ours, and takes a POST without asking. None
    /// for what belongs to an order or an account.
    pub leave_at: Option<String>,
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
    Smtp(AsyncSmtpTransport<Tokio1Executor>, Gate),
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
                Way::Smtp(transport.timeout(Some(SMTP_TIMEOUT)).build(), Gate::resting(REST))
            }
            None => Way::Files(settings.mailbox_dir()),
        };
        Ok(Self { domain: from.email.domain().to_owned(), from, way })
    }

    /// Sends a mail, or writes it down where the dev mailbox finds it. While the server is left alone, the job that asks is told when to
    /// ask again, which is no try of its own.
    ///
    /// # Errors
    /// `invalid` for an address that is none, `unavailable` when the server does not take it.
    pub async fn send(&self, mail: &Mail, clock: &Clock) -> Result<Done> {
        let mailbox = |address: &str| -> Result<Mailbox> {
            address.parse().map_err(|_| Error::invalid_field("email", "This is no e-mail address."))
        };
        let builder = match &mail.reply_to {
            Some(address) => Message::builder().reply_to(mailbox(address)?),
            None => Message::builder(),
        };
        let headers = mail.leave_at.iter().flat_map(|address| leaving(address));
        let message = headers
            .fold(builder, MessageBuilder::raw_header)
            .from(self.from.clone())
            .to(mailbox(&mail.to)?)
            .subject(&mail.subject)
            .message_id(Some(format!("<{}@{}>", mail.id, self.domain)))
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.clone())
            .map_err(Error::internal)?;
        match &self.way {
            Way::Smtp(transport, gate) => hand_over(transport, gate, message, clock).await,
            Way::Files(dir) => {
                write_files(dir, mail, &message.formatted(), clock.now()).await.map_err(Error::internal)?;
                Ok(Done::Finished)
            }
        }
    }

    /// How the mail server is, as this process sees it; none where there is none.
    pub(crate) fn standing(&self) -> Option<ProviderStanding> {
        let Way::Smtp(_, gate) = &self.way else { return None };
        Some(gate.lock().standing("mail"))
    }
}

/// The headers by which mail programs show a button to leave (RFC 2369), and press it themselves (RFC 8058): over an encrypted way only.
fn leaving(address: &str) -> Vec<HeaderValue> {
    let header = |name: &'static str, value: String| HeaderValue::new(HeaderName::new_from_ascii_str(name), value);
    let mut headers = vec![header("List-Unsubscribe", format!("<{address}>"))];
    if address.starts_with("https://") {
        headers.push(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
    }
    headers
}

async fn hand_over(
    transport: &AsyncSmtpTransport<Tokio1Executor>,
    gate: &Gate,
    message: Message,
    clock: &Clock,
) -> Result<Done> {
    let Some(call) = gate.begin(clock.now()) else {
        // While another mail tries whether it is back, or until it may; and not all in the same moment.
        let until = gate.lock().open_until().unwrap_or_default().max(clock.now() + 1_000);
        return Ok(Done::Again(until + rand::random_range(0..REST)));
    };
    let sent = tokio::time::timeout(SENT_WITHIN, transport.send(message)).await;
    let (outcome, answer) = match sent {
        Ok(Ok(_)) => (Outcome::Answered, Ok(Done::Finished)),
        // It refuses this mail for good, and is well.
        Ok(Err(error)) if error.is_permanent() => (Outcome::Answered, Err(Error::unavailable(error))),
        Ok(Err(error)) => (Outcome::Failed, Err(Error::unavailable(error))),
        Err(late) => (Outcome::Failed, Err(Error::unavailable(late))),
    };
    call.end(outcome, clock.now());
    answer
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

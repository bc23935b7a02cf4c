//! `/dev/mailbox`, `/dev/mailbox/{id}`: only where no mail server is set up.

use commerce::notifications;

use crate::{
    extract::Name,
    visitor::{Answer, Visitor},
};

pub async fn list(visitor: Visitor) -> Answer {
    let mails = notifications::mailbox(&visitor.cx).await?;
    visitor.page(|shell| app::pages::mailbox(shell, mails)).await
}

pub async fn mail(visitor: Visitor, Name(id): Name) -> Answer {
    let mail = notifications::mail(&visitor.cx, &id).await?;
    visitor.page(|shell| app::pages::mail(shell, mail)).await
}

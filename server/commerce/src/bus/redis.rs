//! Notes to and from other instances, by Redis's publish and subscribe.

use fred::{
    clients::{Client, SubscriberClient},
    interfaces::{ClientLike, EventInterface, PubsubInterface},
    types::Message,
};
use tokio::sync::broadcast::{self, error::RecvError};
use uuid::Uuid;

use super::{Letter, Note};
use crate::{Result, cache::redis_builder};

/// Carries the version of the notes: instances of builds that differ in it do not understand each other, and need not.
const CHANNEL: &str = "fg:1:bus";

pub(super) struct Elsewhere {
    /// This instance, among those that listen.
    id: Uuid,
    client: Client,
}

impl Elsewhere {
    /// Listens in the background for as long as the process lives; what is heard goes to `here`.
    pub(super) fn listen(url: &str, client: Client, here: broadcast::Sender<Note>) -> Result<Self> {
        let listening = redis_builder(url)?.build_subscriber_client().map_err(crate::Error::internal)?;
        let id = Uuid::now_v7();
        tokio::spawn(hear(listening, id, here));
        Ok(Self { id, client })
    }

    pub(super) fn publish(&self, note: Note) {
        let Ok(letter) = serde_json::to_string(&Letter { from: self.id, note }) else { return };
        let client = self.client.clone();
        tokio::spawn(async move {
            if let Err(cause) = client.publish::<i64, _, _>(CHANNEL, letter).await {
                metrics::counter!("floodgate_redis_failures_total", "operation" => "publish").increment(1);
                tracing::debug!(%cause, "publishing a note");
            }
        });
    }
}

async fn hear(client: SubscriberClient, id: Uuid, here: broadcast::Sender<Note>) {
    let (mut messages, mut connections) = (client.message_rx(), client.reconnect_rx());
    client.connect();
    loop {
        let note = tokio::select! {
            message = messages.recv() => match message {
                Ok(message) => read(&message, id),
                Err(RecvError::Lagged(_)) => Some(Note::Lost),
                Err(RecvError::Closed) => return,
            },
            connected = connections.recv() => match connected {
                // Asked for anew with each connection; what was said in between is lost.
                Ok(_) | Err(RecvError::Lagged(_)) => subscribe(&client).await,
                Err(RecvError::Closed) => return,
            },
        };
        if let Some(note) = note {
            // Nobody listening is no failure.
            _ = here.send(note);
        }
    }
}

async fn subscribe(client: &SubscriberClient) -> Option<Note> {
    if let Err(cause) = client.subscribe(CHANNEL).await {
        tracing::warn!(%cause, "this instance does not hear the others until it connects to Redis again");
    }
    Some(Note::Lost)
}

fn read(message: &Message, id: Uuid) -> Option<Note> {
    let letter: Letter = serde_json::from_slice(message.value.as_bytes()?).ok()?;
    (letter.from != id).then_some(letter.note)
}

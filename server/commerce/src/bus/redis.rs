//! Notes to and from other instances, by Redis's publish and subscribe.

use fred::{
    clients::{Client, SubscriberClient},
    interfaces::{ClientLike, EventInterface, PubsubInterface},
    types::{Message, config::Server},
};
use tokio::sync::broadcast::{self, error::RecvError};
use uuid::Uuid;

use super::{Letter, Note};
use crate::{
    Result,
    cache::{connected, redis_builder},
};

pub(super) struct Elsewhere {
    /// This instance, among those that listen.
    id: Uuid,
    client: Client,
    channel: String,
}

impl Elsewhere {
    /// Listens in the background for as long as the process lives; what is heard goes to `here`. Comes back when the others are heard,
    /// or Redis does not answer.
    pub(super) async fn listen(url: &str, client: Client, here: broadcast::Sender<Note>) -> Result<Self> {
        let listening = redis_builder(url)?.build_subscriber_client().map_err(crate::Error::internal)?;
        let (id, channel) = (Uuid::now_v7(), channel(&client));
        let (messages, mut connections) = (listening.message_rx(), listening.reconnect_rx());
        listening.connect();
        if connected(&listening).await && subscribe(&listening, &channel).await {
            // Only those that come after this one are news.
            connections = connections.resubscribe();
        }
        tokio::spawn(hear(listening, Ears { messages, connections }, (id, channel.clone()), here));
        Ok(Self { id, client, channel })
    }

    pub(super) fn publish(&self, note: Note) {
        let Ok(letter) = serde_json::to_string(&Letter { from: self.id, note }) else { return };
        let (client, channel) = (self.client.clone(), self.channel.clone());
        tokio::spawn(async move {
            if let Err(cause) = client.publish::<i64, _, _>(channel, letter).await {
                metrics::counter!("floodgate_redis_failures_total", "operation" => "publish").increment(1);
                tracing::debug!(%cause, "publishing a note");
            }
        });
    }
}

/// Carries the version of the notes: instances of builds that differ in it do not understand each other, and need not. Channels are the
/// same in all databases of a Redis, so it names its own.
fn channel(client: &Client) -> String {
    format!("fg:1:bus:{}", client.client_config().database.unwrap_or_default())
}

struct Ears {
    messages: broadcast::Receiver<Message>,
    connections: broadcast::Receiver<Server>,
}

async fn hear(client: SubscriberClient, ears: Ears, (id, channel): (Uuid, String), here: broadcast::Sender<Note>) {
    let Ears { mut messages, mut connections } = ears;
    loop {
        let note = tokio::select! {
            message = messages.recv() => match message {
                Ok(message) => read(&message, id),
                Err(RecvError::Lagged(_)) => Some(Note::Lost),
                Err(RecvError::Closed) => return,
            },
            connected = connections.recv() => match connected {
                // Asked for anew with each connection; what was said in between is lost.
                Ok(_) | Err(RecvError::Lagged(_)) => {
                    subscribe(&client, &channel).await;
                    Some(Note::Lost)
                }
                Err(RecvError::Closed) => return,
            },
        };
        if let Some(note) = note {
            // Nobody listening is no failure.
            _ = here.send(note);
        }
    }
}

async fn subscribe(client: &SubscriberClient, channel: &str) -> bool {
    let subscribed = client.subscribe(channel).await;
    if let Err(cause) = &subscribed {
        tracing::warn!(%cause, "this instance does not hear the others until it connects to Redis again");
    }
    subscribed.is_ok()
}

fn read(message: &Message, id: Uuid) -> Option<Note> {
    let letter: Letter = serde_json::from_slice(message.value.as_bytes()?).ok()?;
    (letter.from != id).then_some(letter.note)
}

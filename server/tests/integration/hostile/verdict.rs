//! What an answer has to be, whatever was asked.

use serde_json::Value;

use super::{attack::Attack, wire::Answer};

/// What is wrong with the answer to an attack; nothing where it is as it should be.
pub fn wrong(attack: &Attack, answer: Result<Answer, String>) -> Option<String> {
    match answer {
        // Whoever sends more than is taken may be cut off while still sending.
        Err(why) => (!attack.is_too_much).then_some(why),
        Ok(answer) => {
            let wrong = of_status(&answer).or_else(|| of_body(attack, &answer));
            let text = String::from_utf8_lossy(&answer.body);
            wrong.map(|wrong| format!("{} {wrong}: {}", answer.status, text.chars().take(400).collect::<String>()))
        }
    }
}

fn of_status(answer: &Answer) -> Option<String> {
    let missing = |name: &str| answer.header(name).is_empty().then(|| format!("without {name}"));
    match answer.status {
        503 | 429 => missing("retry-after"),
        405 => missing("allow"),
        301..=303 | 307 | 308 => missing("location"),
        200..=499 => None,
        _ => Some("is nobody's fault but ours".into()),
    }
}

fn of_body(attack: &Attack, answer: &Answer) -> Option<String> {
    let kind = answer.header("content-type");
    // What is no HTTP never reaches the shop.
    if answer.status >= 400 && answer.header("x-request-id").is_empty() {
        return (!matches!(answer.status, 400 | 414 | 431)).then(|| "without an id".into());
    }
    if attack.is_head || answer.is_stream() || !answer.header("content-encoding").is_empty() {
        return None;
    }
    if kind.contains("json") {
        return of_json(answer);
    }
    if kind.starts_with("text/") && std::str::from_utf8(&answer.body).is_err() {
        return Some("is no text".into());
    }
    (answer.status >= 400 && !kind.starts_with("text/html")).then(|| format!("says nothing a person can read ({kind})"))
}

fn of_json(answer: &Answer) -> Option<String> {
    let Ok(value) = serde_json::from_slice::<Value>(&answer.body) else { return Some("is no JSON".into()) };
    if answer.status < 400 {
        return None;
    }
    let is_problem = value["status"] == answer.status && value["code"].is_string() && value["detail"].is_string();
    (!is_problem).then(|| "is no problem".into())
}

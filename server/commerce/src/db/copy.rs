//! A copy of the shop's database, to try things with: made while the shop sells (SQLite) or stands still (PostgreSQL), and gone
//! afterwards.

use std::path::{Path, PathBuf};

use sea_orm::{ConnectionTrait, Database};
use types::ErrorCode;

use crate::{Error, Result};

/// A copy. [`Copy::remove`] it.
#[derive(Debug)]
pub struct Copy {
    /// Where it is.
    pub url: String,
    at: Place,
}

#[derive(Debug)]
enum Place {
    File(PathBuf),
    /// The server's own database, and the copy's name beside it.
    Server(String, String),
}

/// Copies the database at `url`. A file's copy goes into `folder`, which has to be there.
///
/// # Errors
/// `conflict` when PostgreSQL does not copy because somebody is connected; otherwise what the database says.
pub async fn copy(url: &str, folder: &Path) -> Result<Copy> {
    if url.starts_with("sqlite:") {
        let file = folder.join("copy.db");
        let path = file.display().to_string();
        let source = Database::connect(url).await.map_err(Error::unavailable)?;
        let copied = source.execute_unprepared(&format!("VACUUM INTO '{}'", path.replace('\'', "''"))).await;
        source.close().await.map_err(Error::unavailable)?;
        copied?;
        return Ok(Copy { url: format!("sqlite://{path}?mode=rw"), at: Place::File(file) });
    }
    let (server, name) = server_and_name(url)?;
    let copy = format!("{name}_rehearsal_{}", uuid::Uuid::new_v4().simple());
    // A name longer than PostgreSQL's limit would be cut off silently, and another database copied over.
    let copy: String = copy.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
    let connection = Database::connect(format!("{server}/postgres")).await.map_err(Error::unavailable)?;
    let create = format!("CREATE DATABASE {} TEMPLATE {}", quoted(&copy), quoted(name));
    let created = connection.execute_unprepared(&create).await;
    connection.close().await.map_err(Error::unavailable)?;
    match created {
        Ok(_) => Ok(Copy { url: format!("{server}/{copy}"), at: Place::Server(server.to_owned(), copy) }),
        Err(cause) if cause.to_string().contains("being accessed by other users") => Err(Error::new(
            ErrorCode::Conflict,
            "PostgreSQL copies no database that somebody is connected to: stop the shop's processes, or restore a backup \
             and name it with DATABASE_URL.",
        )),
        Err(cause) => Err(cause.into()),
    }
}

impl Copy {
    /// Removes it.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub async fn remove(self) -> Result<()> {
        match self.at {
            Place::File(file) => {
                for end in ["", "-wal", "-shm"] {
                    // The log is there only while somebody is connected.
                    _ = std::fs::remove_file(format!("{}{end}", file.display()));
                }
            }
            Place::Server(server, name) => {
                let connection = Database::connect(format!("{server}/postgres")).await.map_err(Error::unavailable)?;
                let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", quoted(&name));
                connection.execute_unprepared(&drop).await?;
                connection.close().await.map_err(Error::unavailable)?;
            }
        }
        Ok(())
    }
}

/// `postgres://user@host:5432` and `shop`, of the address of a database without options.
fn server_and_name(url: &str) -> Result<(&str, &str)> {
    let (address, _) = url.split_once('?').unwrap_or((url, ""));
    let cut = address.rsplit_once('/').filter(|(server, name)| server.contains("://") && !name.is_empty());
    cut.filter(|(server, _)| !server.ends_with('/'))
        .ok_or_else(|| Error::internal(anyhow::anyhow!("DATABASE_URL names no database")))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{db::Db, test_shop::TestShop};

    #[test]
    fn the_server_and_the_name_are_told_apart() {
        let parts = server_and_name("postgres://me:secret@localhost:5432/shop?sslmode=disable").unwrap();
        assert_eq!(parts, ("postgres://me:secret@localhost:5432", "shop"));
        for wrong in ["postgres://localhost", "postgres://localhost/", "shop"] {
            assert!(server_and_name(wrong).is_err(), "{wrong}");
        }
    }

    #[tokio::test]
    async fn a_server_copies_a_database_that_nobody_is_connected_to() {
        if std::env::var_os("FLOODGATE_TEST_DATABASE").is_none() {
            return;
        }
        let shop = TestShop::on_server(|_| {}).await;
        let (url, folder) = (shop.cx.settings.database_url.clone(), tempfile::TempDir::new().unwrap());
        let refused = copy(&url, folder.path()).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::Conflict, "{refused}");
        shop.cx.db.clone().close().await;
        let copy = copy(&url, folder.path()).await.unwrap();
        let settings = crate::Settings { database_url: copy.url.clone(), ..shop.cx.settings.clone() };
        let db = Db::connect(&settings).await.unwrap();
        assert!(db.is_migrated().await.unwrap());
        copy.remove().await.unwrap();
        assert!(Db::connect(&settings).await.is_err(), "it is gone, whoever was connected");
    }

    #[tokio::test]
    async fn a_copy_has_what_was_there_and_leaves_the_shop_alone() {
        let shop = TestShop::open().await;
        let kettle = shop.stocked("Kettle", 5).await;
        let folder = tempfile::TempDir::new().unwrap();
        let copy = copy(&shop.cx.settings.database_url, folder.path()).await.unwrap();
        let settings = crate::Settings { database_url: copy.url.clone(), ..shop.cx.settings.clone() };
        let db = Db::connect(&settings).await.unwrap();
        assert!(db.is_migrated().await.unwrap());
        db.write().execute_unprepared("UPDATE stock_item SET on_hand = 4").await.unwrap();
        let levels = async |db: &Db| crate::inventory::levels(db.read(), &[kettle], 0).await.unwrap()[&kettle].on_hand;
        assert_eq!((levels(&db).await, levels(&shop.cx.db).await), (4, 5));
        db.close().await;
        copy.remove().await.unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

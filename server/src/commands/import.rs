//! `floodgate import shopify`

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, Write},
    process::ExitCode,
};

use anyhow::Context;
use commerce::{
    Cx,
    catalog::import::{ImportOptions, ImportReport, RowReport, Tally, import_shopify},
};
use indicatif::{ProgressBar, ProgressStyle};

use super::{explain, open_shop};
use crate::{cli::ImportShopify, config::Config};

pub async fn run(config: Config, args: ImportShopify) -> anyhow::Result<ExitCode> {
    let open = || File::open(&args.file).and_then(|file| file.metadata().map(|metadata| (file, metadata.len())));
    let (file, bytes) = open().with_context(|| format!("cannot read {}: name a CSV file", args.file.display()))?;
    let cx = Cx::system(open_shop(config.shop).await?);
    let bar = progress_bar(bytes)?;
    let options = ImportOptions { dry_run: args.dry_run };
    let report = import_shopify(&cx, BufReader::new(file), options, |progress| {
        bar.set_position(progress.bytes);
        bar.set_message(format!("{} rows", progress.rows));
    })
    .await
    .map_err(explain)?;
    bar.finish_and_clear();
    // Whoever pipes this into `head` has read enough.
    match print(&report) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error).context("cannot write the report"),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// On stderr, and only on a terminal.
fn progress_bar(bytes: u64) -> anyhow::Result<ProgressBar> {
    let style = ProgressStyle::with_template("{bar:40} {percent:>3} %  {msg}  {eta} left")?;
    Ok(ProgressBar::new(bytes).with_style(style))
}

fn print(report: &ImportReport) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for row in &report.rows {
        print_row(&mut out, row)?;
    }
    for note in &report.notes {
        writeln!(out, "note: {note}")?;
    }
    writeln!(out, "rows:     {}", tally(report.by_row))?;
    writeln!(out, "products: {}", tally(report.products))?;
    writeln!(out, "variants: {}", tally(report.variants))?;
    if report.placeholders > 0 {
        writeln!(out, "pictures: {} placeholders", report.placeholders)?;
    }
    if report.dry_run {
        writeln!(out, "This was a dry run: nothing was written.")?;
    }
    out.flush()
}

fn print_row(out: &mut impl Write, row: &RowReport) -> io::Result<()> {
    write!(out, "row {}: {} {}", row.row, row.outcome.as_str(), row.handle)?;
    match row.reasons.as_slice() {
        [] => writeln!(out),
        reasons => writeln!(out, ": {}", reasons.join("; ")),
    }
}

fn tally(tally: Tally) -> String {
    let Tally { created, updated, unchanged, skipped } = tally;
    format!("{created} created, {updated} updated, {unchanged} unchanged, {skipped} skipped")
}

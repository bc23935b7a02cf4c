//! Background jobs: those that gave up, and all others.

use leptos::prelude::*;
use types::{
    admin::AdminChrome,
    job::{JobPage, JobRow, JobState},
};

use crate::components::Time;

use super::{
    AdminPage,
    layout::{Section, heading, page},
    pager::address,
    table::{numbers, table, words},
};

const PATH: &str = "/admin/jobs";

/// Which jobs are listed.
#[derive(Clone, Debug, Default)]
pub struct JobFilter {
    /// Those that stand here.
    pub state: JobState,
    /// Only of this kind; empty for all.
    pub kind: String,
    /// All kinds there are.
    pub kinds: Vec<&'static str>,
    /// Where this page of the list begins; none for its beginning.
    pub cursor: Option<String>,
}

impl JobFilter {
    fn address(&self, state: JobState, cursor: &str) -> String {
        address(PATH, &[("state", state.as_str()), ("kind", &self.kind), ("cursor", cursor)])
    }
}

/// `/admin/jobs?state=&kind=&cursor=`. Posts to `/admin/jobs/{id}/requeue`, `/admin/jobs/{id}/discard`, and for all parked jobs of a
/// kind `kind` to `/admin/jobs/requeue`.
#[must_use]
pub fn jobs(chrome: &AdminChrome, jobs: &JobPage, filter: &JobFilter) -> AdminPage {
    let first = filter.cursor.is_some().then(|| view! { <a href=filter.address(filter.state, "")>"← First"</a> });
    let further = jobs.next_cursor.as_deref().map(|cursor| {
        view! { <a href=filter.address(filter.state, cursor) rel="next">"Further →"</a> }
    });
    let all = (filter.state == JobState::Parked && !filter.kind.is_empty() && !jobs.items.is_empty())
        .then(|| requeue_all(&filter.kind));
    let content = view! {
        {heading(None, "Jobs", kinds(filter))}
        {states(filter)}
        {all}
        {job_table(&jobs.items, filter.state)}
        <nav class="admin-pager" aria-label="Pages">{first} {further}</nav>
    };
    page(chrome, Some(Section::Jobs), "Jobs", content)
}

fn states(filter: &JobFilter) -> AnyView {
    let links = JobState::ALL.iter().map(|state| {
        let current = (filter.state == *state).then_some("true");
        view! { <a href=filter.address(*state, "") aria-current=current>{state.label()}</a> }
    });
    view! { <nav class="admin-filter" aria-label="State">{links.collect_view()}</nav> }.into_any()
}

fn kinds(filter: &JobFilter) -> AnyView {
    let options =
        filter.kinds.iter().map(|kind| view! { <option value=*kind selected=*kind == filter.kind>{*kind}</option> });
    view! {
        <form class="admin-search" method="get" action=PATH>
            <input type="hidden" name="state" value=filter.state.as_str()/>
            <label class="visually-hidden" for="kind">"Kind"</label>
            <select id="kind" name="kind">
                <option value="">"All kinds"</option>
                {options.collect_view()}
            </select>
            <button class="button button-quiet" type="submit">"Show"</button>
        </form>
    }
    .into_any()
}

fn requeue_all(kind: &str) -> AnyView {
    view! {
        <form class="admin-inline" method="post" action=format!("{PATH}/requeue")>
            <input type="hidden" name="kind" value=kind.to_owned()/>
            <button class="button button-quiet" type="submit">{format!("Try all of {kind} again")}</button>
        </form>
    }
    .into_any()
}

fn job_table(jobs: &[JobRow], state: JobState) -> AnyView {
    let when = match state {
        JobState::Ready | JobState::Running => "Due",
        JobState::Done | JobState::Parked => "Ended",
    };
    let columns = [words("Kind"), words(when), numbers("Tries"), words("Last error"), words("Requeued"), words("Then")];
    let empty = match state {
        JobState::Parked => "No job has given up.",
        JobState::Ready => "No job waits.",
        JobState::Running => "No job runs right now.",
        JobState::Done => "No job is done yet.",
    };
    table("Jobs", &columns, jobs.iter().map(cells).collect(), empty)
}

fn cells(job: &JobRow) -> Vec<AnyView> {
    let when = job.ended_at.clone().unwrap_or_else(|| job.run_at.clone());
    let requeued = job.requeued_by.clone().zip(job.requeued_at.clone());
    vec![
        view! { <span class="admin-kind" title=job.id.to_string()>{job.kind.clone()}</span> }.into_any(),
        view! { <Time at=when/> }.into_any(),
        job.attempts.into_any(),
        job.last_error.clone().unwrap_or_default().into_any(),
        requeued.map(|(who, at)| view! { {who} " " <Time at/> }).into_any(),
        (job.state == JobState::Parked).then(|| actions(job)).into_any(),
    ]
}

/// Each button says which job it is for to those who hear it alone.
fn actions(job: &JobRow) -> AnyView {
    let button = |verb: &'static str, label: &'static str| {
        let (action, heard) = (format!("{PATH}/{}/{verb}", job.id), format!("{label}: {} {}", job.kind, job.id));
        view! {
            <form class="admin-inline" method="post" action=action>
                <button class="admin-link" type="submit" aria-label=heard>{label}</button>
            </form>
        }
    };
    view! { {button("requeue", "Try again")} " " {button("discard", "Put away")} }.into_any()
}

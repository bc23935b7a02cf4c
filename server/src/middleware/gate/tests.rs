use super::*;

const CALM: Level = Level::CALM;

/// Takes all the room there is.
async fn filled(gate: &Arc<Gate>, class: Class) -> Vec<Permit> {
    let mut permits = Vec::new();
    while gate.lock().has_room(class) {
        permits.push(gate.enter(class, CALM).await.unwrap());
    }
    permits
}

/// Lets tasks that can go on go on.
async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

fn waiting(gate: &Arc<Gate>, class: Class) -> usize {
    gate.lock().classes[class as usize].line.len()
}

async fn line_up(gate: &Arc<Gate>, class: Class) -> tokio::task::JoinHandle<Option<Permit>> {
    let (before, others) = (waiting(gate, class), gate.clone());
    let task = tokio::spawn(async move { others.enter(class, CALM).await });
    while waiting(gate, class) == before {
        tokio::task::yield_now().await;
    }
    task
}

#[tokio::test]
async fn when_there_is_room_for_one_the_highest_class_that_waits_has_it() {
    let gate = Gate::new(1);
    let mut permits = filled(&gate, Class::Browse).await;
    let browse = line_up(&gate, Class::Browse).await;
    let product = line_up(&gate, Class::Product).await;
    let checkout = line_up(&gate, Class::Checkout).await;
    permits.pop();
    let first = checkout.await.unwrap().unwrap();
    assert_eq!(first.class, Class::Checkout);
    assert_eq!((waiting(&gate, Class::Product), waiting(&gate, Class::Browse)), (1, 1));
    drop(first);
    drop(product.await.unwrap().unwrap());
    assert!(browse.await.unwrap().is_some());
}

#[tokio::test]
async fn whoever_has_hung_up_is_not_begun_and_holds_up_nobody() {
    let gate = Gate::new(1);
    let permits = filled(&gate, Class::Cart).await;
    let gone = line_up(&gate, Class::Cart).await;
    let stays = line_up(&gate, Class::Cart).await;
    gone.abort();
    settle().await;
    drop(permits);
    assert!(stays.await.unwrap().is_some());
    assert_eq!(gate.lock().in_flight, 0);
}

#[tokio::test]
async fn a_full_line_refuses_at_once_and_patience_has_an_end() {
    let gate = Gate::new(1);
    let permits = filled(&gate, Class::Browse).await;
    let mut lined_up = Vec::new();
    for _ in 0..Class::Browse.terms().queue {
        lined_up.push(line_up(&gate, Class::Browse).await);
    }
    assert!(gate.enter(Class::Browse, CALM).await.is_none());
    for task in lined_up {
        assert!(task.await.unwrap().is_none(), "nobody left");
    }
    drop(permits);
    assert!(gate.enter(Class::Browse, CALM).await.is_some());
}

#[tokio::test]
async fn extras_never_wait_and_at_the_highest_level_are_not_worked_on_at_all() {
    let gate = Gate::new(64);
    assert!(gate.enter(Class::Extras, Level::new(3)).await.is_some());
    assert!(gate.enter(Class::Extras, Level::MOST).await.is_none());
    assert!(gate.enter(Class::Browse, Level::MOST).await.is_some());
    let _all = filled(&gate, Class::Extras).await;
    assert!(gate.enter(Class::Extras, CALM).await.is_none());
    assert!(gate.enter(Class::Checkout, CALM).await.is_some(), "a class at its limit leaves room for those above");
}

#[tokio::test]
async fn where_pressure_is_not_followed_slow_answers_shut_nobody_out() {
    let (following, fixed) = (Gate::new(64), Gate::fixed(64));
    let slow = async |gate: &Arc<Gate>| {
        for at in 0..60 {
            let took = Duration::from_millis(if at < 20 { 5 } else { 2_000 });
            gate.lock().observe(Class::Extras, took, Duration::from_secs(3 * at));
        }
        filled(gate, Class::Extras).await.len()
    };
    assert_eq!(slow(&following).await, 1);
    assert_eq!(slow(&fixed).await, 64);
}

#[tokio::test]
async fn what_is_asked_for_beyond_what_there_is_room_for_presses() {
    let (gate, pressure) = (Gate::new(1), Pressure::default());
    gate.tell(&pressure);
    assert!(pressure.input(Input::InFlight).abs() < f64::EPSILON);
    let _permits = filled(&gate, Class::Product).await;
    let _waits = line_up(&gate, Class::Product).await;
    let _waits = line_up(&gate, Class::Product).await;
    gate.tell(&pressure);
    assert!((pressure.input(Input::InFlight) - 3.0).abs() < f64::EPSILON, "{}", pressure.input(Input::InFlight));
}

#[tokio::test]
async fn nobody_begins_to_buy_while_somebody_who_has_begun_waits() {
    let gate = Gate::new(64);
    let carts = filled(&gate, Class::Cart).await;
    let waits = line_up(&gate, Class::Cart).await;
    assert!(!gate.lock().has_room(Class::Entrance));
    drop(carts);
    drop(waits.await.unwrap().unwrap());
    assert!(gate.enter(Class::Entrance, CALM).await.is_some());
}

#[tokio::test]
async fn nobody_begins_to_buy_while_purchases_under_way_take_all_there_is_and_browsing_goes_on() {
    let gate = Gate::new(512);
    let most = gate.lock().selling.current();
    let mut under_way = Vec::new();
    while u32::try_from(under_way.len()).unwrap() < most {
        let class = if gate.lock().has_room(Class::Cart) { Class::Cart } else { Class::Checkout };
        under_way.push(gate.enter(class, CALM).await.unwrap());
    }
    assert!(!gate.lock().has_room(Class::Entrance));
    assert!(gate.enter(Class::Product, CALM).await.is_some());
    under_way.pop();
    assert!(gate.enter(Class::Entrance, CALM).await.is_some());
}

#[tokio::test]
async fn the_door_is_shut_only_when_there_is_neither_room_nor_a_place_to_wait() {
    let gate = Gate::new(1);
    let _permits = filled(&gate, Class::Entrance).await;
    assert!(!gate.is_shut(Class::Entrance), "one can wait");
    let mut lined_up = Vec::new();
    for _ in 0..Class::Entrance.terms().queue {
        lined_up.push(line_up(&gate, Class::Entrance).await);
    }
    assert!(gate.is_shut(Class::Entrance));
    assert_eq!(gate.lock().classes[Class::Entrance as usize].refused, 1);
    assert!(!gate.is_shut(Class::Checkout));
}

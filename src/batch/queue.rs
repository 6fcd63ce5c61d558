//! A queue between the reader of rows and the workers: bounded, so that a million rows never wait in memory.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What a taker gets.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken<T> {
    /// The next item.
    Item(T),
    /// Nothing now.
    Nothing,
    /// Nothing any more.
    Closed,
}

/// A bounded queue of many givers and takers.
#[derive(Debug)]
pub struct Queue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
    room: usize,
}

#[derive(Debug)]
struct State<T> {
    items: VecDeque<T>,
    closed: bool,
}

impl<T> Queue<T> {
    /// A queue in which so many items may wait.
    pub fn new(room: usize) -> Self {
        Self { state: Mutex::new(State { items: VecDeque::new(), closed: false }), changed: Condvar::new(), room }
    }

    /// Adds an item, waiting for room; false when the queue is closed.
    pub fn give(&self, item: T) -> bool {
        let mut state = self.lock();
        while state.items.len() >= self.room && !state.closed {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.closed {
            return false;
        }
        state.items.push_back(item);
        self.changed.notify_all();
        true
    }

    /// Takes the next item; with `wait`, waits for one.
    pub fn take(&self, wait: bool) -> Taken<T> {
        let mut state = self.lock();
        loop {
            if let Some(item) = state.items.pop_front() {
                self.changed.notify_all();
                return Taken::Item(item);
            }
            if state.closed {
                return Taken::Closed;
            }
            if !wait {
                return Taken::Nothing;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Nothing more will be given; what waits may still be taken.
    pub fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    /// Nothing more will be given or taken.
    pub fn abandon(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.items.clear();
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_come_in_order_and_the_end_is_seen() {
        let queue = Queue::new(2);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                for n in 0..100 {
                    assert!(queue.give(n));
                }
                queue.close();
            });
            for expected in 0..100 {
                assert_eq!(queue.take(true), Taken::Item(expected));
            }
            assert_eq!(queue.take(true), Taken::Closed);
            assert!(!queue.give(0));
        });
    }
}

//! The thread that documents are made on.

/// Nested tables and long documents need more than a thread's usual stack; on Windows even the first thread has only 1 MB.
const STACK: usize = 64 << 20;

/// Runs `work` on a thread of its own, with all that Typst and the exporter would do in parallel. A document is too small to be parted:
/// more threads only wait for each other. And a thread that waits in a shared pool takes up other work: documents nested in one another
/// overflow the stack.
pub fn alone<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    match rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

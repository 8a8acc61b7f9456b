//! Input: what a server does with each connection. Output: a server on loopback that does it, to every connection alike.
//! Invariant: it ends with the test, whatever its clients do.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::Duration;

/// What a server does with a connection.
#[derive(Clone, Copy)]
pub(crate) enum Act {
    /// Reads the request.
    Read,
    /// Reads the head of the request, and nothing of its body.
    ReadHead,
    /// Leaves most of the request unread, so that the system resets the connection when it is closed.
    ReadOne,
    /// Writes this.
    Write(&'static [u8]),
    /// Writes this, a byte at a time, with this pause after each.
    Drip(&'static [u8], Duration),
    /// Does nothing until the test is over.
    Stall,
}

pub(crate) struct Server {
    address: SocketAddr,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn new(acts: impl Into<Vec<Act>>) -> Self {
        let acts: Vec<Act> = acts.into();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let over = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&over);
        let thread = spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                if seen.load(Ordering::Relaxed) {
                    return;
                }
                let (acts, seen) = (acts.clone(), Arc::clone(&seen));
                // A client that has gone away is part of the play.
                spawn(move || play(stream, &acts, &seen).ok());
            }
        });
        Self { address, over, thread: Some(thread) }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn play(mut stream: TcpStream, acts: &[Act], over: &AtomicBool) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    stream.set_nodelay(true)?;
    for act in acts {
        match act {
            Act::Read => read_request(&mut stream)?,
            Act::ReadHead => read_head(&mut stream)?,
            Act::ReadOne => drop(stream.read(&mut [0])?),
            Act::Write(bytes) => stream.write_all(bytes)?,
            Act::Drip(bytes, pause) => {
                for byte in *bytes {
                    stream.write_all(&[*byte])?;
                    sleep(*pause);
                }
            }
            Act::Stall => {
                for _ in 0..500 {
                    if over.load(Ordering::Relaxed) {
                        break;
                    }
                    sleep(Duration::from_millis(10));
                }
            }
        }
    }
    Ok(())
}

fn read_request(stream: &mut TcpStream) -> std::io::Result<()> {
    let (mut request, mut buffer) = (Vec::new(), [0; 1024]);
    loop {
        let read = stream.read(&mut buffer)?;
        request.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&request).to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.trim().parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Ok(());
            }
        }
        if read == 0 {
            return Ok(());
        }
    }
}

fn read_head(stream: &mut TcpStream) -> std::io::Result<()> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte)? == 1 {
        head.extend_from_slice(&byte);
    }
    Ok(())
}

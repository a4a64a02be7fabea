// Signals become bytes in a pipe (for the prompt, which waits on it beside the terminal) and an interrupt also raises
// a flag (for queries). Handlers do nothing else. Interrupts are handled without SA_RESTART, so that a blocking read or
// write comes back at once.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include "line_editor.h"

static int pipe_ends[2] = {-1, -1};
static atomic_int interrupted;
static struct sigaction before_resize, before_suspend, before_terminate, before_hangup;

static void note(char event) {
  int saved = errno;
  if (pipe_ends[1] >= 0) (void)!write(pipe_ends[1], &event, 1);
  errno = saved;
}

static void on_interrupt(int signal) {
  (void)signal;
  atomic_store(&interrupted, 1);
  note(LINE_EDITOR_INTERRUPT);
}
static void on_resize(int signal) { (void)signal, note(LINE_EDITOR_RESIZE); }
static void on_suspend(int signal) { (void)signal, note(LINE_EDITOR_SUSPEND); }
static void on_terminate(int signal) { (void)signal, note(LINE_EDITOR_TERMINATE); }

static int handle(int signal, void (*handler)(int), struct sigaction *before) {
  struct sigaction action = {.sa_handler = handler};
  sigemptyset(&action.sa_mask);
  return sigaction(signal, &action, before);
}

int signals_watch_interrupts(void) {
  if (pipe_ends[0] < 0 && pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  return handle(SIGINT, on_interrupt, NULL);
}

int signals_interrupted(void) { return atomic_load_explicit(&interrupted, memory_order_relaxed); }

void signals_clear_interrupt(void) {
  char event;
  while (pipe_ends[0] >= 0 && read(pipe_ends[0], &event, 1) == 1) continue;
  atomic_store(&interrupted, 0);
}

int signals_enter_prompt(void) {
  return handle(SIGWINCH, on_resize, &before_resize) | handle(SIGTSTP, on_suspend, &before_suspend) |
         handle(SIGTERM, on_terminate, &before_terminate) | handle(SIGHUP, on_terminate, &before_hangup);
}

void signals_leave_prompt(void) {
  sigaction(SIGWINCH, &before_resize, NULL);
  sigaction(SIGTSTP, &before_suspend, NULL);
  sigaction(SIGTERM, &before_terminate, NULL);
  sigaction(SIGHUP, &before_hangup, NULL);
}

// The terminal, opened once more so that reading it never blocks: an interrupt makes the kernel throw away what was typed
// before, and input that poll has just seen may be gone when it is read. The standard input itself stays as it is, since
// it is shared with other processes.
static int input(void) {
  static int descriptor = -1;
  if (descriptor < 0) {
    char name[64];
    if (ttyname_r(STDIN_FILENO, name, sizeof name) == 0)
      descriptor = open(name, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0) descriptor = STDIN_FILENO;
  }
  return descriptor;
}

int signals_read(unsigned char *byte) {
  ssize_t count = read(input(), byte, 1);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return LINE_EDITOR_FAILED;
  return count == 1;
}

int signals_wait(void) {
  for (;;) {
    struct pollfd sources[2] = {{input(), POLLIN, 0}, {pipe_ends[0], POLLIN, 0}};
    if (poll(sources, pipe_ends[0] < 0 ? 1 : 2, -1) < 0) {
      if (errno == EINTR) continue;
      return LINE_EDITOR_FAILED;
    }
    // A signal may have come after the poll saw input and before it returned: it still comes first.
    char event;
    if (pipe_ends[0] >= 0 && read(pipe_ends[0], &event, 1) == 1) return event;
    if (sources[0].revents != 0) return LINE_EDITOR_INPUT;
  }
}

int signals_input_within(int milliseconds) {
  struct pollfd source = {input(), POLLIN, 0};
  return poll(&source, 1, milliseconds) > 0;
}

void signals_suspend(void) {
  struct sigaction action = {.sa_handler = SIG_DFL}, ours;
  sigset_t suspend;
  sigemptyset(&action.sa_mask);
  sigaction(SIGTSTP, &action, &ours);
  kill(getpid(), SIGTSTP);
  // Delivered here at the latest, if it was blocked.
  sigemptyset(&suspend);
  sigaddset(&suspend, SIGTSTP);
  sigprocmask(SIG_UNBLOCK, &suspend, NULL);
  sigaction(SIGTSTP, &ours, NULL);
}

#pragma once
#include <histedit.h>
#include <stddef.h>
#include <wchar.h>

// Fixed-arity fronts of libedit: el_set, el_get and history take a varying number of arguments, which Swift cannot
// call. Functions that return int return 0, or -1 if libedit refused.

typedef char *_Nullable (*line_editor_prompt)(EditLine *_Nullable);
typedef unsigned char (*line_editor_key)(EditLine *_Nullable, wint_t);
typedef int (*line_editor_reader)(EditLine *_Nullable, wchar_t *_Nullable);

// An editor on the standard streams that leaves signals to us; NULL if the terminal cannot be set up.
EditLine *_Nullable line_editor_open(const char *_Nonnull program);
// `context` is what line_editor_context gives back inside callbacks.
void line_editor_set_context(EditLine *_Nonnull, void *_Nullable context);
void *_Nullable line_editor_context(EditLine *_Nonnull);

// `quote` brackets parts of the prompt that take no room, such as colours.
int line_editor_set_prompt(EditLine *_Nonnull, line_editor_prompt _Nonnull, char quote);
int line_editor_set_reader(EditLine *_Nonnull, line_editor_reader _Nonnull);
int line_editor_add_function(EditLine *_Nonnull, const char *_Nonnull name, const char *_Nonnull help,
                             line_editor_key _Nonnull);
// Binds a key sequence in the keymap in use (emacs, or vi while inserting).
int line_editor_bind(EditLine *_Nonnull, const char *_Nonnull keys, const char *_Nonnull function);
// Binds a key sequence in vi's command keymap.
int line_editor_bind_command(EditLine *_Nonnull, const char *_Nonnull keys, const char *_Nonnull function);
// Whether the editor is in vi mode (as `~/.editrc` may ask).
int line_editor_is_vi(EditLine *_Nonnull);
// Puts the terminal into editing mode (1) or gives it back as it was (0).
void line_editor_prepare_terminal(EditLine *_Nonnull, int on);
void line_editor_refresh(EditLine *_Nonnull);
// Reads one entry. NULL at the end of the input or when the reader failed; `count` is then 0 or -1.
const char *_Nullable line_editor_read(EditLine *_Nonnull, int *_Nonnull count);

// A history of at most `size` entries, attached to the editor; NULL if there is no memory.
History *_Nullable line_editor_open_history(EditLine *_Nonnull, int size);
int line_editor_add_history(History *_Nonnull, const char *_Nonnull entry);
void line_editor_clear_history(History *_Nonnull);

// Signals. While the prompt waits, they arrive as events of line_editor_wait; while a query runs, an interrupt only
// raises a flag, which the query looks at.

enum {
  LINE_EDITOR_INPUT = 0,
  LINE_EDITOR_FAILED = -1,
  LINE_EDITOR_INTERRUPT = 'I',
  LINE_EDITOR_RESIZE = 'W',
  LINE_EDITOR_SUSPEND = 'Z',
  LINE_EDITOR_TERMINATE = 'T',
};

// Interrupts raise the flag from now on instead of ending the process.
int signals_watch_interrupts(void);
// Whether an interrupt came since the last signals_clear_interrupt. Cheap enough to ask for every block of rows.
int signals_interrupted(void);
void signals_clear_interrupt(void);
// Between these two, resizing, suspending and termination arrive as events as well.
int signals_enter_prompt(void);
void signals_leave_prompt(void);
// Waits for input or a signal and says which.
int signals_wait(void);
// Reads one byte of input without waiting: 1 with a byte, 0 at the end, LINE_EDITOR_FAILED if there is none yet.
int signals_read(unsigned char *_Nonnull byte);
// Whether more input arrives within the time: tells the Escape key from the start of a sequence.
int signals_input_within(int milliseconds);
// Stops the process as Ctrl-Z would without our handler; returns when it continues.
void signals_suspend(void);

// Lets text be read as UTF-8, whatever the locale says: what we print is UTF-8 too.
void terminal_use_utf8(void);
// The columns of the terminal on `descriptor`; 0 if it is none.
int terminal_columns(int descriptor);

#include "line_editor.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

EditLine *line_editor_open(const char *program) {
  EditLine *editor = el_init_fd(program, stdin, stdout, stderr, STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO);
  if (editor == NULL) return NULL;
  // With its own handlers libedit would send the signal on to the whole process group.
  el_set(editor, EL_SIGNAL, 0);
  el_set(editor, EL_EDITOR, "emacs");
  return editor;
}

void line_editor_set_context(EditLine *editor, void *context) { el_set(editor, EL_CLIENTDATA, context); }

void *line_editor_context(EditLine *editor) {
  void *context = NULL;
  el_get(editor, EL_CLIENTDATA, &context);
  return context;
}

int line_editor_set_prompt(EditLine *editor, line_editor_prompt prompt, char quote) {
  return el_set(editor, EL_PROMPT_ESC, prompt, quote);
}

int line_editor_set_reader(EditLine *editor, line_editor_reader reader) { return el_set(editor, EL_GETCFN, reader); }

int line_editor_add_function(EditLine *editor, const char *name, const char *help, line_editor_key function) {
  return el_set(editor, EL_ADDFN, name, help, function);
}

int line_editor_bind(EditLine *editor, const char *keys, const char *function) {
  return el_set(editor, EL_BIND, keys, function, NULL);
}

int line_editor_bind_command(EditLine *editor, const char *keys, const char *function) {
  return el_set(editor, EL_BIND, "-a", keys, function, NULL);
}

int line_editor_is_vi(EditLine *editor) {
  const char *name = NULL;
  return el_get(editor, EL_EDITOR, &name) == 0 && name != NULL && strcmp(name, "vi") == 0;
}

void line_editor_prepare_terminal(EditLine *editor, int on) { el_set(editor, EL_PREP_TERM, on); }

void line_editor_refresh(EditLine *editor) { el_set(editor, EL_REFRESH); }

const char *line_editor_read(EditLine *editor, int *count) { return el_gets(editor, count); }

History *line_editor_open_history(EditLine *editor, int size) {
  History *entries = history_init();
  HistEvent event;
  if (entries == NULL) return NULL;
  history(entries, &event, H_SETSIZE, size);
  history(entries, &event, H_SETUNIQUE, 1);
  el_set(editor, EL_HIST, history, entries);
  return entries;
}

int line_editor_add_history(History *entries, const char *entry) {
  HistEvent event;
  return history(entries, &event, H_ENTER, entry) < 0 ? -1 : 0;
}

void line_editor_clear_history(History *entries) {
  HistEvent event;
  history(entries, &event, H_CLEAR);
}

void terminal_use_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
}

int terminal_columns(int descriptor) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

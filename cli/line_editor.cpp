#include "cli/line_editor.hpp"

#include <fcntl.h>
#include <histedit.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cwchar>
#include <filesystem>

#include "cli/signals.hpp"
#include "cli/state_folder.hpp"

namespace giosim::cli {
namespace {

constexpr int kHistorySize = 1000;
constexpr std::size_t kMostShown = 200;

std::string common_beginning(const std::vector<std::string>& words) {
  std::string common = words.front();
  for (const std::string& word : words)
    common.resize(static_cast<std::size_t>(
        std::ranges::mismatch(common, word).in1 - common.begin()));
  return common;
}

// The part of a word that tells it from others in a list: the name of a file without its folder.
std::string shown(const std::string& word) {
  const std::size_t slash = word.find_last_of('/', word.size() < 2 ? 0 : word.size() - 2);
  return slash == std::string::npos ? word : word.substr(slash + 1);
}

void print_columns(FILE* out, const std::vector<std::string>& words) {
  constexpr std::size_t kWidth = 80;
  std::size_t longest = 0;
  for (const std::string& word : words) longest = std::max(longest, shown(word).size() + 2);
  const std::size_t columns = std::max<std::size_t>(1, kWidth / longest);
  const std::size_t rows = (words.size() + columns - 1) / columns;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = row; i < words.size(); i += rows) {
      const bool last = i + rows >= words.size();
      std::fprintf(out, "%-*s", last ? 0 : static_cast<int>(longest), shown(words[i]).c_str());
    }
    std::fputc('\n', out);
  }
}

// Standard input for one reader that must never wait in read(): Ctrl-C empties the terminal's queue,
// also when poll() has just found a key in it. Other programs keep their own, which waits. Where the
// terminal may not be opened (it belongs to another user since su), standard input itself.
class TerminalInput {
 public:
  TerminalInput() : own_(::open("/dev/stdin", O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)) {}
  TerminalInput(const TerminalInput&) = delete;
  TerminalInput& operator=(const TerminalInput&) = delete;
  ~TerminalInput() {
    if (own_ >= 0) ::close(own_);
  }

  int descriptor() const { return own_ >= 0 ? own_ : 0; }

 private:
  int own_;
};

}  // namespace

bool can_edit_lines() { return ::isatty(0) == 1 && ::isatty(1) == 1; }

struct LineEditor::Impl {
  TerminalInput input;
  EditLine* edit = nullptr;
  History* history = nullptr;
  Complete complete;
  std::string prompt;
  std::string file;
  bool interrupted = false;

  static Impl& of(EditLine* edit) {
    void* data = nullptr;
    el_get(edit, EL_CLIENTDATA, &data);
    return *static_cast<Impl*>(data);
  }
  static char* give_prompt(EditLine* edit) { return of(edit).prompt.data(); }

  // One character. 0 ends the line before its end, -1 is an error.
  static int read_character(EditLine* edit, wchar_t* character) {
    Impl& self = of(edit);
    std::mbstate_t state{};
    while (true) {
      if (!Signals::input_or_signal(self.input.descriptor())) {
        if (Signals::take_redraw()) {
          el_resize(edit);
          el_set(edit, EL_PREP_TERM, 0);  // it may have lost its mode while it was stopped
          el_set(edit, EL_PREP_TERM, 1);
          el_set(edit, EL_REFRESH);
        }
        if (!Signals::interrupted() && !Signals::must_end()) continue;
        self.interrupted = true;
        return 0;
      }
      char byte = 0;
      const ssize_t count = ::read(self.input.descriptor(), &byte, 1);
      if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (count <= 0) return static_cast<int>(count);
      const std::size_t used = std::mbrtowc(character, &byte, 1, &state);
      if (used == static_cast<std::size_t>(-2)) continue;  // more bytes belong to it
      if (used == static_cast<std::size_t>(-1)) *character = static_cast<unsigned char>(byte);
      if (used == 0) *character = L'\0';
      return 1;
    }
  }

  static unsigned char complete_word(EditLine* edit, int) {
    Impl& self = of(edit);
    const LineInfo* line = el_line(edit);
    const std::string before(line->buffer, line->cursor);
    const Completion found = self.complete(before);
    if (found.words.empty()) return CC_REFRESH_BEEP;

    std::string longer = common_beginning(found.words);
    const std::size_t typed = before.size() - found.begin;
    if (found.words.size() == 1 && !longer.ends_with('/')) longer += ' ';
    if (longer.size() > typed) {
      if (el_insertstr(edit, longer.c_str() + typed) == -1) return CC_ERROR;
      return CC_REFRESH;
    }
    std::fputc('\n', stdout);
    std::vector<std::string> words = found.words;
    const std::size_t more = words.size() - std::min(words.size(), kMostShown);
    words.resize(words.size() - more);
    print_columns(stdout, words);
    if (more > 0) std::fprintf(stdout, "… and %zu more\n", more);
    std::fflush(stdout);
    return CC_REDISPLAY;
  }
};

LineEditor::LineEditor(Complete complete, const std::string& history_name)
    : impl_(std::make_unique<Impl>()) {
  std::setlocale(LC_CTYPE, "");
  Impl& self = *impl_;
  self.complete = std::move(complete);
  self.edit = el_init("giosim", stdin, stdout, stderr);
  self.history = history_init();
  HistEvent event;
  history(self.history, &event, H_SETSIZE, kHistorySize);
  history(self.history, &event, H_SETUNIQUE, 1);
  self.file = state_file(history_name);
  if (!self.file.empty()) history(self.history, &event, H_LOAD, self.file.c_str());

  el_set(self.edit, EL_CLIENTDATA, &self);
  el_set(self.edit, EL_PROMPT, &Impl::give_prompt);
  el_set(self.edit, EL_EDITOR, "emacs");
  el_set(self.edit, EL_SIGNAL, 0);
  el_set(self.edit, EL_GETCFN, &Impl::read_character);
  el_set(self.edit, EL_HIST, history, self.history);
  el_set(self.edit, EL_ADDFN, "giosim-complete", "complete a word", &Impl::complete_word);
  el_set(self.edit, EL_BIND, "^I", "giosim-complete", nullptr);
  el_set(self.edit, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  el_source(self.edit, nullptr);
}

LineEditor::~LineEditor() {
  if (!impl_->file.empty()) {
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path(impl_->file).parent_path(), ignored);
    HistEvent event;
    history(impl_->history, &event, H_SAVE, impl_->file.c_str());
  }
  history_end(impl_->history);
  el_end(impl_->edit);
}

std::expected<std::string, LineSource::End> LineEditor::next(const std::string& prompt) {
  Impl& self = *impl_;
  self.prompt = prompt;
  self.interrupted = false;
  int count = 0;
  // el_gets() would show the prompt before it takes the terminal out of its line mode, and a Ctrl-D
  // pressed in between would be lost.
  el_set(self.edit, EL_PREP_TERM, 1);
  const char* const text = el_gets(self.edit, &count);
  if (self.interrupted) {
    el_reset(self.edit);
    std::fputs("^C\n", stdout);
    std::fflush(stdout);
    return std::unexpected(End::interrupted);
  }
  if (!text || count <= 0) {
    std::fputc('\n', stdout);
    std::fflush(stdout);
    return std::unexpected(End::end_of_input);
  }
  std::string line(text, static_cast<std::size_t>(count));
  if (line.ends_with('\n')) line.pop_back();
  if (line.find_first_not_of(" \t") != std::string::npos) {
    HistEvent event;
    history(self.history, &event, H_ENTER, line.c_str());
  }
  return line;
}

}  // namespace giosim::cli

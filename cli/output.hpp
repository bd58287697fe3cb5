// Output: a stream to a file descriptor that never loses anything in silence.
//
// The first write that fails is remembered; everything after it is thrown away. trouble() says what
// happened, once all that was written has been handed to the system.
#pragma once

#include <array>
#include <expected>
#include <memory>
#include <optional>
#include <ostream>
#include <streambuf>
#include <string>

namespace giosim::cli {

class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor);

  // The errno of the first write that failed; 0 so far.
  int error() const { return error_; }
  void fails(int error) { error_ = error; }

 protected:
  int_type overflow(int_type character) override;
  int sync() override;

 private:
  bool empty_buffer();

  int descriptor_;
  int error_ = 0;
  std::array<char, 1 << 16> bytes_;
};

class Output : public std::ostream {
 public:
  // Standard output or standard error: stays open. `name` is for the sentence of trouble().
  Output(int descriptor, std::string name);

  // A file, made or emptied; closed at the end. The error is a sentence.
  static std::expected<std::unique_ptr<Output>, std::string> to_file(const std::string& path);

  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() override;

  bool is_terminal() const;

  // A write has failed. Cheap: for those who would otherwise go on working for nobody.
  bool has_failed() const { return buffer_.error() != 0; }

  // Whoever read this has gone (EPIPE): no news for the user.
  bool reader_gone() const;

  // Writes all that waits, and closes a file. A sentence when anything got lost.
  std::optional<std::string> trouble();

 private:
  Output(int descriptor, std::string name, bool owned);

  DescriptorBuffer buffer_;
  int descriptor_;
  std::string name_;
  bool owned_;
};

}  // namespace giosim::cli

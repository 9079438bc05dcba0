#include "command_line/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace tawatur::command_line {

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type next) {
  if (sync() != 0) return traits_type::eof();
  if (!traits_type::eq_int_type(next, traits_type::eof())) sputc(traits_type::to_char_type(next));
  return traits_type::not_eof(next);
}

int DescriptorBuffer::sync() {
  for (const char* at = pbase(); at != pptr();) {
    const ssize_t written = ::write(descriptor_, at, static_cast<std::size_t>(pptr() - at));
    if (written >= 0) {
      at += written;
    } else if (errno != EINTR) {
      error_ = errno;
      reset();
      return -1;
    }
  }
  reset();
  return 0;
}

Output::Output(const std::string& path) : name_(path), stream_(nullptr) {
  if (path.empty() || path == "-") {
    name_ = "standard output";
    descriptor_ = STDOUT_FILENO;
  } else {
    struct stat existing {};
    const bool exists = ::stat(path.c_str(), &existing) == 0;
    if (exists && S_ISDIR(existing.st_mode)) fail(EISDIR);
    if (exists && !S_ISREG(existing.st_mode)) {
      descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    } else {
      // A link keeps standing: what it points to is replaced.
      std::error_code ignored;
      path_ = exists ? std::filesystem::canonical(path, ignored).string() : path;
      for (int attempt = 0; descriptor_ < 0 && attempt < 100; ++attempt) {
        temporary_ = path_ + "." + std::to_string(::getpid()) + "-" + std::to_string(attempt) + ".part";
        descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (descriptor_ < 0 && errno != EEXIST) break;
      }
      if (descriptor_ < 0) temporary_.clear();
      if (descriptor_ >= 0 && exists) ::fchmod(descriptor_, existing.st_mode & 07777);
    }
    if (descriptor_ < 0) fail(errno);
  }
  buffer_ = std::make_unique<DescriptorBuffer>(descriptor_);
  stream_.rdbuf(buffer_.get());
  // Writers that don't look at the stream stop as well.
  stream_.exceptions(std::ios::badbit);
}

Output::~Output() {
  stream_.exceptions(std::ios::goodbit);
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void Output::finish() {
  try {
    stream_.flush();
  } catch (const std::ios::failure&) {
    throw_write_error();
    throw;
  }
  throw_write_error();
  if (temporary_.empty()) return;
  const int closed = ::close(descriptor_);
  descriptor_ = -1;
  if (closed != 0 || std::rename(temporary_.c_str(), path_.c_str()) != 0) fail(errno);
  temporary_.clear();
}

void Output::throw_write_error() const {
  const int error = buffer_->error();
  if (error == EPIPE) throw ClosedPipe();
  if (error != 0) fail(error);
}

void Output::fail(int error) const {
  throw std::runtime_error("can't write " + name_ + ": " + std::generic_category().message(error));
}

}  // namespace tawatur::command_line

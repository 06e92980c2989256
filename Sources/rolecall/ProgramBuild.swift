import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Rolecall {
  /// What tells this program from any other that calls itself so: its version, and the size and time of its file.
  ///
  /// What another one read or found is not taken over.
  static let build: String = {
    var status = stat()
    guard let file = Bundle.main.executablePath, stat(file, &status) == 0 else { return tool }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return "\(tool) \(status.st_size) \(time.tv_sec).\(time.tv_nsec)"
  }()
}

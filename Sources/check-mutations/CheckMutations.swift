import Audit
import BundledChecks
import Checks

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Changes bundled checks for the worse, one thing at a time, and tells which changes none of their cases notices.
///
/// Every row is made to pass; each code is dropped; each term of a WHERE or ON clause is. The ids of checks may be given;
/// without them, all are changed. The exit status is 1 if a change went unnoticed.
@main
struct CheckMutations {
  static func main() throws {
    let wanted = Set(CommandLine.arguments.dropFirst())
    let checks = try CheckLibrary(files: BundledChecks.files, source: "bundled").checks
      .filter { wanted.isEmpty || wanted.contains($0.id) }
    var tried = 0
    var unnoticed: [String] = []
    for check in checks {
      let mutations = try Mutations(of: check)
      tried += mutations.count
      unnoticed += try mutations.unnoticed()
    }
    for line in unnoticed { print(line) }
    print("\(checks.count) checks, \(tried) changes: \(unnoticed.count) unnoticed")
    if !unnoticed.isEmpty {
      print("hint: a case is to fail for each of them; add one, or drop what makes no difference")
      exit(1)
    }
  }
}

import Foundation

/// One run of `scripts/export-account` and the files that were there afterwards.
struct Export: Sendable {
  let answer: Answer
  /// Paths below the output folder, each with what the file holds.
  let files: [String: String]

  static let script = Tools.repository.appending(path: "scripts/export-account").path

  /// Exports the account of a server into a folder.
  ///
  /// - Parameters:
  ///   - server: The server's URL.
  ///   - folder: Where to write.
  ///   - options: More options of the script.
  ///   - signedIn: Whether there are credentials.
  /// - Throws: When the script cannot be started or its files cannot be read.
  init(
    of server: String, into folder: URL, _ options: [String] = [], signedIn: Bool = true
  ) throws {
    var additions = ["AWS_ENDPOINT_URL": server, "AWS_MAX_ATTEMPTS": "1"]
    if signedIn {
      additions["AWS_ACCESS_KEY_ID"] = "testing"
      additions["AWS_SECRET_ACCESS_KEY"] = "testing"
    }
    let words = [Self.script, "--out", folder.path, "--region", "eu-central-1", "--pause", "0"]
    answer = try Answer(of: words + options, environment: Tools.environment(additions))
    files = try Self.files(below: folder)
  }

  /// The calls that failed: the missing file and the message.
  var failures: [String: String] {
    let lines = files["\(SeededAccount.id)/errors.tsv"]?.split(separator: "\n") ?? []
    return lines.reduce(into: [:]) { failures, line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      if fields.count == 3 { failures[String(fields[0])] = String(fields[2]) }
    }
  }

  /// The names of the files in a folder of the account, without `.json`.
  func names(in folder: String) -> Set<String> {
    let prefix = "\(SeededAccount.id)/\(folder)/"
    return Set(
      files.keys.filter { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }.map {
        String($0.dropFirst(prefix.count).dropLast(".json".count))
      })
  }

  /// What a file of the account holds.
  func text(of file: String) -> String {
    files["\(SeededAccount.id)/\(file)"] ?? ""
  }

  private static func files(below folder: URL) throws -> [String: String] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return try paths.reduce(into: [:]) { files, path in
      let file = folder.appending(path: path)
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        return
      }
      files[path] = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }
  }
}

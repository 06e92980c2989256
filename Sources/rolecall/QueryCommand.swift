import ArgumentParser
import Checks
import Findings
import Reports
import Store
import World

/// `rolecall query`: somebody's own question to the store.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Put a SELECT of your own to the store.",
    discussion: """
      A query reads the record, its views (docs/views.md) and the tables that the last audit left, and can do nothing \
      else. Values are bound: write :name in the query and give it with --param.
      """)

  @Argument(
    help: ArgumentHelp("One SELECT in the SQL of SQLite, or - to read it.", valueName: "sql"))
  var sql: String

  @Option(
    help: ArgumentHelp(
      "What :NAME of the query stands for; several times for several.", valueName: "name=value"))
  var param: [String] = []

  @Option(help: ArgumentHelp("table, csv, json or markdown.", valueName: "format"))
  var format = QueryFormat.table.rawValue

  @Option(help: ArgumentHelp("How long the query may run.", valueName: "seconds"))
  var seconds: Double = 10

  @Option(help: ArgumentHelp("How many rows it may return.", valueName: "number"))
  var rows = 100_000

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let settings = try global.settings()
    guard seconds.isFinite, seconds > 0, rows > 0 else {
      throw CommandFailure(
        code: .usage, message: "--seconds and --rows are to be more than nothing",
        hint: "the defaults are 10 seconds and 100000 rows")
    }
    let format: QueryFormat = try NamedChoice.of(format, "--format")
    let parameters = try parameters()
    let text = try text()
    let result = try settings.withStore(.read) { store in
      try PersonalQuery(
        store, budget: .init(seconds: min(seconds, 1e6), rows: rows),
        functions: AccessFunctions(store, assuming: settings.assumptions).all
      ).run(text, parameters)
    }
    try Terminal.print(format.render(result, width: Terminal.width))
  }

  private func parameters() throws -> [String: String] {
    var parameters: [String: String] = [:]
    for text in param {
      guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
        throw CommandFailure(
          code: .usage, message: "--param \(text): there is no value",
          hint: "write it as --param account=111122223333")
      }
      let name = String(text[..<equals])
      guard parameters.updateValue(String(text[text.index(after: equals)...]), forKey: name) == nil
      else {
        throw CommandFailure(
          code: .usage, message: "--param \(name) is given twice", hint: "give it once")
      }
    }
    return parameters
  }

  private func text() throws -> String {
    guard sql == "-" else { return sql }
    guard let text = TextFile.read("/dev/stdin") else {
      throw CommandFailure(
        code: .inputOutput, message: "the query cannot be read from the standard input",
        hint: "it is to be a text in UTF-8 of at most 1 MiB")
    }
    return text
  }
}

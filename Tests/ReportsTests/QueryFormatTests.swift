import Findings
import JSON
import Testing

@testable import Reports

@Suite("What a query returned")
struct QueryFormatTests {
  private let result = QueryResult(
    columns: ["n", "name"],
    rows: [
      [.number("1"), .string("a,\"b\"\n\u{1B}[31m|`x`")], [.null, .string("=1+1")],
      [.number("-2.5"), .string("夜間バッチ")],
    ])

  @Test("is a table with numbers at the right, which is cut where it is too wide")
  func table() {
    #expect(
      QueryFormat.table.render(result, width: nil) == #"""
           n  name
           1  a,"b"\u{a}\u{1b}[31m|`x`
              =1+1
        -2.5  夜間バッチ

        """#)
    #expect(
      QueryFormat.table.render(result, width: 16) == """
           n  name
           1  a,"b…m|`x`
              =1+1
        -2.5  夜間バッチ

        """)
  }

  @Test("is CSV of RFC 4180")
  func csv() {
    #expect(
      QueryFormat.csv.render(result, width: nil)
        == "n,name\r\n1,\"a,\"\"b\"\"\n\\u{1b}[31m|`x`\"\r\n,'=1+1\r\n-2.5,夜間バッチ\r\n")
  }

  @Test("is JSON that can be read back")
  func json() throws {
    let text = QueryFormat.json.render(result, width: nil)
    let root = JSONValue(try JSONDocument(text: text).root)
    #expect(root["schema"] == "rolecall.query/1")
    #expect(root["columns"] == ["n", "name"])
    #expect(root["rows"] == .array(result.rows.map { .array($0) }))
    #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
  }

  @Test("is a table of Markdown in which nothing is markup")
  func markdown() {
    #expect(
      QueryFormat.markdown.render(result, width: nil) == #"""
        | `n` | `name` |
        |---|---|
        | 1 | `` a,"b"\u{a}\u{1b}[31m\|`x` `` |
        |  | `=1+1` |
        | -2.5 | `夜間バッチ` |

        """#)
  }
}

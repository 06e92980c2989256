import Findings
import Foundation
import JSON
import Testing

@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("A trend")
struct TrendFormatTests {
  static let all = [
    SampleTrend.quarter, SampleTrend.threeDays, SampleTrend.hostile, SampleTrend.none,
    Trend(grouping: .code, interval: .month, periods: [], series: []),
  ]

  @Test("is well-formed XML as a picture", arguments: Language.allCases)
  func xml(_ language: Language) {
    for trend in Self.all {
      let text = TrendFormat.svg.render(trend, language: language)
      let parser = XMLParser(data: Data(text.utf8))
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
      #expect(text.contains("<title id=\"title\">") && text.contains("<desc id=\"desc\">"))
      #expect(!text.contains("<script") && !text.contains("href") && !text.contains("nan"))
    }
  }

  @Test("tells its series apart by more than colour")
  func styles() {
    for styles in [Array(TrendStyle.severities.values), TrendStyle.others] {
      #expect(Set(styles.map(\.dashes)).count == styles.count)
      #expect(Set(styles.map(\.color)).count == styles.count)
    }
    #expect(Set(TrendStyle.severities.keys) == Set(Severity.allCases.map(\.rawValue)))
  }

  @Test("draws nothing outside its picture, with the names of many groups")
  func bounds() throws {
    let text = TrendFormat.svg.render(SampleTrend.hostile)
    #expect(text.contains("others</text>"))
    for match in text.matches(of: #/ (x|y|cx|cy)="(-?[0-9.]+)"/#) {
      let value = try #require(Double(match.2))
      #expect(value >= 0 && value <= (match.1.hasSuffix("x") ? TrendPlot.width : TrendPlot.height))
    }
  }

  @Test("fits the width as a table, and keeps to ASCII where it has to", arguments: [80, 100, 200])
  func width(_ width: Int) {
    for trend in Self.all {
      let lines = TrendFormat.table.render(trend, width: width).split(separator: "\n")
      #expect(
        lines.filter { !$0.hasPrefix("open:") }.allSatisfy { TextTable.width(String($0)) <= width })
    }
    let ascii = TrendFormat.table.render(SampleTrend.quarter, width: width, ascii: true)
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
    #expect(ascii.contains("#"))
  }

  @Test("steers no terminal and no spreadsheet, whatever teams are called")
  func hostile() {
    for format in TrendFormat.allCases {
      let text = format.render(SampleTrend.hostile)
      #expect(text.unicodeScalars.allSatisfy { !$0.isUnseen || $0 == "\n" || $0 == "\r" })
    }
    let cells = TrendFormat.csv.render(SampleTrend.hostile)
    #expect(cells.contains("'=HYPERLINK"))
    #expect(!cells.contains(",=") && !cells.contains(",\"="))
  }

  @Test(
    "is drawn from nought to its peak",
    arguments: [
      ([0, 1, 2, 4, 8], 5, "▁▂▃▅█"), ([3, 3, 3], 10, "███"), ([0, 0], 10, "▁▁"), ([], 10, ""),
      ([0, 0, 7, 7], 2, "▁█"), ([1000, 1], 2, "█▂"),
    ] as [([Int], Int, String)])
  func sparkline(_ values: [Int], _ width: Int, _ line: String) {
    #expect(Sparkline.text(values, width: width, ascii: false) == line)
  }

  @Test(
    "has round numbers on its axis",
    arguments: [
      (0, [0, 1]), (1, [0, 1]), (3, [0, 1, 2, 3]), (5, [0, 1, 2, 3, 4, 5]), (7, [0, 2, 4, 6, 8]),
      (23, [0, 5, 10, 15, 20, 25]), (101, [0, 50, 100, 150]), (1782, [0, 500, 1000, 1500, 2000]),
    ])
  func values(_ greatest: Int, _ ticks: [Int]) {
    #expect(TrendAxis.values(to: greatest) == ticks)
  }

  @Test(
    "marks days, Mondays, or months",
    arguments: [
      ("2026-11-19", "2026-11-21", "19 Nov 2026|20 Nov|21 Nov"),
      ("2026-10-20", "2026-11-21", "26 Oct 2026|2 Nov|9 Nov|16 Nov"),
      ("2026-07-31", "2027-01-02", "Aug 2026|Sep|Oct|Nov|Dec|Jan 2027"),
      (
        "2020-07-31", "2026-01-02",
        "Jan 2021|Jul|Jan 2022|Jul|Jan 2023|Jul|Jan 2024|Jul|Jan 2025|Jul|Jan 2026"
      ),
    ])
  func marks(_ first: String, _ last: String, _ labels: String) throws {
    let marks = TrendAxis.marks(
      from: try #require(Day(first)), to: try #require(Day(last)), .day,
      Phrases(language: .english))
    #expect(
      marks.map { $0.label + ($0.year.map { " " + $0 } ?? "") }.joined(separator: "|") == labels)
  }
}

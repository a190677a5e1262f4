import Testing

@testable import Notifying

@Suite("Metrics")
struct MetricsTests {
    @Test("the file is as the exposition format has it: HELP, TYPE and one sample a metric, each line ended")
    func text() {
        var metrics = RunMetrics()
        metrics.archived = 12
        metrics.bytes = 34_100_000_000
        metrics.failed = 1
        metrics.lost = 2
        metrics.pending = 3
        metrics.deferred = 4
        metrics.atRisk = 5
        metrics.secondsToExpiry = 3600.5
        metrics.lastSuccess = 1_764_371_556
        metrics.ended = 1_764_371_999.1234
        metrics.duration = 7.25
        metrics.exitCode = 65
        metrics.archivedInAll = 1200
        metrics.bytesInAll = 3_400_000_000_000
        metrics.failedInAll = 6
        metrics.lostInAll = 7
        metrics.version = "1.2.3"
        let lines = metrics.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.last == "", "a file that ends without a line feed is refused")
        #expect(
            lines.filter { !$0.hasPrefix("#") && !$0.isEmpty } == [
                "keepreel_run_archived_videos 12", "keepreel_run_archived_bytes 34100000000",
                "keepreel_run_failed_tasks 1", "keepreel_run_lost_videos 2", "keepreel_run_duration_seconds 7.25",
                "keepreel_run_exit_code 65", "keepreel_run_end_timestamp_seconds 1764371999.123",
                "keepreel_last_success_timestamp_seconds 1764371556.0", "keepreel_pending_tasks 3",
                "keepreel_deferred_videos 4", "keepreel_at_risk_videos 5", "keepreel_next_expiry_seconds 3600.5",
                "keepreel_archived_videos_total 1200", "keepreel_archived_bytes_total 3400000000000",
                "keepreel_failed_tasks_total 6", "keepreel_lost_videos_total 7",
                "keepreel_build_info{version=\"1.2.3\"} 1",
            ])
        for (number, line) in lines.dropLast().enumerated() {
            let name = lines[number / 3 * 3 + 2].prefix { $0 != " " && $0 != "{" }
            switch number % 3 {
            case 0: #expect(line.hasPrefix("# HELP \(name) "))
            case 1: #expect(line == "# TYPE \(name) \(name.hasSuffix("_total") ? "counter" : "gauge")")
            default: #expect(line.wholeMatch(of: /[a-z_]+(\{version="[0-9.]+"\})? [0-9.]+/) != nil)
            }
        }
    }

    @Test("nothing to expire is infinitely far away, and no success is long ago, so that alerts on either work")
    func extremes() {
        let text = RunMetrics().text
        #expect(text.contains("\nkeepreel_next_expiry_seconds +Inf\n"))
        #expect(text.contains("\nkeepreel_last_success_timestamp_seconds 0.0\n"))
    }

    @Test("what is overdue is negative")
    func overdue() {
        var metrics = RunMetrics()
        metrics.secondsToExpiry = -12
        #expect(metrics.text.contains("\nkeepreel_next_expiry_seconds -12.0\n"))
    }
}

extension RunMetrics {
    private struct Sample {
        let name: String
        let help: String
        var labels = ""
        let value: String

        /// The names of counters end so.
        var type: String { name.hasSuffix("_total") ? "counter" : "gauge" }
    }

    /// The file in the text-based format ("Exposition formats" of the Prometheus documentation); every metric is always
    /// there, so that an alert never misses one.
    public var text: String {
        samples.map { sample in
            let name = "keepreel_\(sample.name)"
            return "# HELP \(name) \(sample.help)\n# TYPE \(name) \(sample.type)\n"
                + "\(name)\(sample.labels) \(sample.value)\n"
        }.joined()
    }

    private var samples: [Sample] {
        [
            Sample(name: "run_archived_videos", help: "Videos the last run archived.", value: "\(archived)"),
            Sample(name: "run_archived_bytes", help: "Bytes of the videos the last run archived.", value: "\(bytes)"),
            Sample(
                name: "run_failed_tasks", help: "Tasks that failed at Model Studio, told by the last run.",
                value: "\(failed)"),
            Sample(
                name: "run_lost_videos", help: "Videos lost for good, told by the last run.", value: "\(lost)"),
            Sample(name: "run_duration_seconds", help: "Duration of the last run.", value: Self.number(duration)),
            Sample(name: "run_exit_code", help: "Exit code of the last run.", value: "\(exitCode)"),
            Sample(
                name: "run_end_timestamp_seconds", help: "Unix time of the end of the last run.",
                value: Self.number(ended)),
            Sample(
                name: "last_success_timestamp_seconds",
                help: "Unix time of the end of the last run with exit code 0; 0 if there was none.",
                value: Self.number(lastSuccess ?? 0)),
            Sample(name: "pending_tasks", help: "Tasks that have not finished yet.", value: "\(pending)"),
            Sample(
                name: "deferred_videos", help: "Videos that are left to the next run.", value: "\(deferred)"),
            Sample(
                name: "at_risk_videos", help: "Videos not archived that are out of reach within two hours.",
                value: "\(atRisk)"),
            Sample(
                name: "next_expiry_seconds",
                help: "Seconds from the end of the last run until the first video not archived is out of reach.",
                value: secondsToExpiry.map(Self.number) ?? "+Inf"),
            Sample(
                name: "archived_videos_total", help: "Videos archived since this manifest counts them.",
                value: "\(archivedInAll)"),
            Sample(name: "archived_bytes_total", help: "Bytes of these.", value: "\(bytesInAll)"),
            Sample(
                name: "failed_tasks_total", help: "Tasks that failed at Model Studio, each told once.",
                value: "\(failedInAll)"),
            Sample(
                name: "lost_videos_total", help: "Videos lost for good, each told once.", value: "\(lostInAll)"),
            Sample(
                name: "build_info", help: "The version of keepreel.", labels: "{version=\"\(version)\"}",
                value: "1"),
        ]
    }

    /// As Go's ParseFloat reads it, with milliseconds.
    private static func number(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }
}

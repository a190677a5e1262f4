extension Schema {
    /// `is_confirmed`: 0 from the moment a part's last bytes are about to go until the storage has answered. A part the
    /// storage took while the run was killed is known by it again.
    static let seventhStep = """
        ALTER TABLE upload_part ADD COLUMN is_confirmed INTEGER NOT NULL DEFAULT 1;
        """
}

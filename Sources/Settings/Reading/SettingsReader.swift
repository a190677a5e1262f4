/// Fills settings layer by layer, the stronger layer last, and collects every problem on the way.
struct SettingsReader {
    let sources: SettingsSources
    private(set) var settings = Settings()
    private(set) var problems: [SettingsProblem] = []
    private(set) var file: SettingsFileSearch.Found?
    /// Where each given key has its value from.
    private(set) var places: [String: SettingPlace] = [:]
    /// Where the file gives an API key, even if a stronger layer hides it.
    private(set) var keyInFile: SettingPlace?

    init(sources: SettingsSources) {
        self.sources = sources
        settings.manifest.path = sources.folders.absolute(settings.manifest.path)
    }

    mutating func readFile(option: String?) {
        do {
            guard let found = try SettingsFileSearch(sources: sources).find(option: option) else { return }
            file = found
            let document = SettingsDocument(found.file.text, file: found.path)
            problems += document.problems
            for entry in document.entries { give(entry.path, entry.value, entry.place) }
            keyInFile = places[BorrowedNames.keyPath]
        } catch {
            problems.append(error)
        }
    }

    mutating func readEnvironment() {
        let known = Dictionary(uniqueKeysWithValues: SettingKey.all.map { ($0.environmentName, $0.path) })
        for name in sources.environment.keys.sorted() where name.hasPrefix(EnvironmentName.prefix) {
            let place = SettingPlace.variable(name)
            if let path = known[name] {
                if let text = sources.variable(name) { give(path, .scalar(text), place) }
            } else if name != EnvironmentName.configFile {
                let foreign = ForeignName(variable: name)
                problems.append(
                    SettingsProblem(
                        nil, at: place, foreign?.message ?? "this name is not known",
                        remedy: foreign?.remedy ?? UnknownName.remedy(variable: name)))
            }
        }
    }

    mutating func readOverrides(_ overrides: [SettingsOverride]) {
        for override in overrides { give(override.path, .scalar(override.value), .option(override.option)) }
    }

    mutating func readBorrowedNames() {
        let borrowed = BorrowedNames(sources: sources)
        var values = borrowed.values(dialect: settings.storage.url?.dialect)
        if places[BorrowedNames.keyPath] == nil {
            do {
                if let key = try borrowed.apiKey() { values.append(key) }
            } catch {
                problems.append(error)
            }
        }
        for value in values where places[value.path] == nil { give(value.path, .scalar(value.text), value.place) }
    }

    mutating func checkTogether() {
        problems += Consistency(settings: settings, places: places).problems
        if let problem = CABundle(sources: sources, settings: settings, places: places).problem {
            problems.append(problem)
        }
    }

    private mutating func give(_ path: String, _ value: RawValue, _ place: SettingPlace) {
        if case .scalar(let text) = value, text.trimmed.isEmpty { return }
        places[path] = place
        guard let key = SettingKey.byPath[path] else {
            let remedy = UnknownName.remedy(path: path)
            problems.append(SettingsProblem(path, at: place, "this key is not known", remedy: remedy))
            return
        }
        do {
            try key.set(value, sources.folders, &settings)
        } catch {
            problems.append(SettingsProblem(key, at: place, value: value, mistake: error))
        }
    }
}

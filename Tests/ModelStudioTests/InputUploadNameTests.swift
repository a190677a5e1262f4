import Testing

@testable import ModelStudio

@Suite("the name a local file is uploaded under")
struct InputUploadNameTests {
    static let names: [(String, String, String)] = [
        ("me.png", "image/png", "me.png"), ("/home/u/my photo (1).JPG", "image/jpeg", "my_photo__1_.JPG"),
        ("f/\u{E9}t\u{E9}.webp", "image/webp", "_t_.webp"), ("\u{7167}\u{7247}.jpg", "image/jpeg", "__.jpg"),
        ("dance", "video/mp4", "dance.mp4"), ("/dev/fd/63", "video/x-msvideo", "63.avi"), ("a.", "image/png", "a..png"),
        (".hidden", "image/png", "hidden.png"), ("..jpg", "image/jpeg", "file.jpg"), ("...", "image/png", "file.png"),
        ("a.tar.gz", "video/quicktime", "a.tar.gz"), ("/", "image/bmp", "file.bmp"), ("", "image/png", "file.png"),
        ("a\"b\r\nc;d.png", "image/png", "a_b__c_d.png"), ("dir/", "image/png", "dir.png"),
        ("a.png?Expires=1&Signature=s", "image/png", "a.png"), ("d?e/?x", "image/png", "file.png"),
        ("a.what-a-long-extension", "image/png", "a.what-a-long-extension.png"),
    ]

    @Test("is its base name in plain ASCII", arguments: names)
    func plain(path: String, contentType: String, name: String) {
        #expect(UploadName.of(path: path, contentType: contentType) == name)
    }

    @Test("has at most 100 bytes, the extension among them", arguments: [95, 96, 97, 4_000])
    func long(count: Int) {
        let name = UploadName.of(
            path: String(repeating: "\u{1F600}", count: count) + ".jpeg", contentType: "image/jpeg")
        #expect(name == String(repeating: "_", count: min(count, 95)) + ".jpeg")
        #expect(name.utf8.count <= 100)
    }
}

import Media
import Testing

@Suite("the file type")
struct MediaFileTypeTests {
    @Test(
        "comes from the extension of the URL's path",
        arguments: [
            ("https://h.aliyuncs.com/1d/82/a.mp4?Expires=1&x=.png", "mp4", "video/mp4", ExpectedContent.video),
            ("http://h/a.b/c.JPEG#f.gif", "jpeg", "image/jpeg", .image),
            ("https://h/model.glb", "glb", "model/gltf-binary", .any),
            ("https://h/a.webm", "webm", "video/webm", .any),
            ("https://h/a.mov", "mov", "video/quicktime", .video),
        ])
    func named(url: String, fileExtension: String, contentType: String, content: ExpectedContent) throws {
        let type = try #require(MediaFileType(url: url))
        #expect(type.fileExtension == fileExtension)
        #expect(type.contentType == contentType)
        #expect(type.content == content)
        #expect(MediaFileType.of(url: url, promised: .any) == type)
    }

    @Test(
        "is the usual one of what was promised where the URL says nothing of use",
        arguments: [
            "https://h.mp4", "https://h.png/", "https://h/a", "https://h/a.exe", "https://h/a.mp4/b", "",
            "https://h/a.",
            "https://h/?f=a.gif", "https://h/a.mp4%00",
        ])
    func usual(url: String) {
        #expect(MediaFileType(url: url) == nil)
        #expect(MediaFileType.of(url: url, promised: .video).fileExtension == "mp4")
        #expect(MediaFileType.of(url: url, promised: .image).contentType == "image/png")
        #expect(MediaFileType.of(url: url, promised: .any).fileExtension == "bin")
    }
}

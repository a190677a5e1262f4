import ModelStudio
import Testing

@Suite("an animation order")
struct AnimationOrderTests {
    @Test("is sent with the documented fields and no others")
    func minimal() {
        let order = AnimationOrder(imageURL: "https://h/a b.png", videoURL: "http://h/v.mp4", mode: .standard)
        #expect(
            String(decoding: order.requestBody, as: UTF8.self)
                == #"{"input":{"image_url":"https://h/a b.png","video_url":"http://h/v.mp4"},"#
                + #""model":"wan2.2-animate-move","parameters":{"mode":"wan-std"}}"#)
    }

    @Test("has its optional fields where they are given", arguments: [true, false])
    func full(flag: Bool) {
        let order = AnimationOrder(
            model: "wan2.2-animate-mix", imageURL: "oss://d/\"i", videoURL: "v", mode: .professional, watermark: flag,
            checksImage: !flag)
        #expect(
            String(decoding: order.requestBody, as: UTF8.self)
                == #"{"input":{"image_url":"oss://d/\"i","video_url":"v","watermark":\#(flag)},"#
                + #""model":"wan2.2-animate-mix","parameters":{"check_image":\#(!flag),"mode":"wan-pro"}}"#)
    }

    @Test("can be given to the two models, in Beijing and Singapore")
    func models() {
        #expect(AnimationModel.names == ["wan2.2-animate-move", "wan2.2-animate-mix"])
        #expect(AnimationModel.names.contains(AnimationModel.default))
        #expect(AnimationModel.regions == [.beijing, .singapore])
        #expect(AnimationMode.allCases.map(\.rawValue) == ["wan-std", "wan-pro"])
    }
}

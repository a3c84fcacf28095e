using Router.Image.Apk.Adb;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Signing;

namespace Router.Image.Tests.Apk.Adb;

/// <summary>Packages and an index of v3 that apk 3.0.6 made, and what it made of them.</summary>
internal static class AdbFiles
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Apk", "Adb", "Files");

    public static KeyRing Keys() => ApkSources.ReadKeys(Path.Combine(Folder, "keys"));

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>The file as it is when unpacked.</summary>
    public static byte[] Unpacked(string name) => AdbCompression.Unpack(Read(name), 1 << 24).ToArray();

    /// <summary>Those of the repository.</summary>
    public static TheoryData<string> Repository =>
    [
        "x86_64/lab-app-3.0.0_rc2-r5.apk", "x86_64/lab-app-doc-3.0.0_rc2-r5.apk", "x86_64/lab-base-1.0-r0.apk",
        "x86_64/lab-caps-2.1_p3-r1.apk", "x86_64/lab-docs-1-r0.apk", "x86_64/lab-lib1-1-r0.apk", "x86_64/lab-lib2-1-r0.apk",
    ];

    public static TheoryData<string> Packages => [.. Repository, "ec-signed.apk"];
}

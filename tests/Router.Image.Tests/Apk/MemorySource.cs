using Router.Image.Apk;

namespace Router.Image.Tests.Apk;

/// <summary>A repository in memory.</summary>
internal sealed class MemorySource : IPackageSource
{
    public Dictionary<string, byte[]> Files { get; } = [];

    public string Location => "memory:";

    public byte[] Read(string fileName) =>
        Files.TryGetValue(fileName, out var file) ? file : throw new ApkException($"{Location}/{fileName}: missing");
}

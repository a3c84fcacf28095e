using Router.Image.Apk;

namespace Router.Image.Tests.Apk;

/// <summary>A repository in memory.</summary>
internal sealed class MemorySource : IPackageSource
{
    public Dictionary<string, byte[]> Files { get; } = [];

    public string Location => "memory:";

    public (string FileName, byte[] Content) ReadFirst(IReadOnlyList<string> fileNames)
    {
        var name = fileNames.FirstOrDefault(Files.ContainsKey, fileNames[0]);
        return (name, Read(name));
    }

    public byte[] Read(string fileName, string? architecture = null) =>
        Files.TryGetValue(fileName, out var file) ? file : throw new ApkException($"{Location}/{fileName}: missing");
}

using Router.Linux.Edges;

namespace Router.Linux.Tests;

/// <summary>A system of its own below a temporary folder.</summary>
internal sealed class Temporary : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-linux-");

    public Temporary() => Paths = new LinuxPaths(Path.Combine(folder.FullName, "root"), Path.Combine(folder.FullName, "run"));

    public LinuxPaths Paths { get; }

    public string InRoot(string path) => Paths.InRoot(path);

    public void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(InRoot(path))!);
        File.WriteAllText(InRoot(path), content);
    }

    public void Dispose() => folder.Delete(recursive: true);
}

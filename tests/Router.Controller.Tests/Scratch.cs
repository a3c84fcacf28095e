namespace Router.Controller.Tests;

/// <summary>A folder of a test, gone with it.</summary>
internal sealed class Scratch : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("router-controller-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

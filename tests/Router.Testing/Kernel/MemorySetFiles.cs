using System.Text;
using Router.Core.Edges;

namespace Router.Testing.Kernel;

/// <summary>Set files in memory.</summary>
public sealed class MemorySetFiles(params (string Name, string Text)[] files) : ISetFiles
{
    public byte[]? Read(string name) =>
        files.FirstOrDefault(file => file.Name == name).Text is { } text ? Encoding.UTF8.GetBytes(text) : null;

    public string PlaceOf(string name) => $"sets/{name}";
}

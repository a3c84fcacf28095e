using Router.Core.Config.Yaml;

namespace Router.Core.Config;

/// <summary>A document as it was written, comments and order of keys included.</summary>
public sealed class ConfigDocument
{
    private readonly string text;

    internal ConfigDocument(string text, YamlNode root) => (this.text, Root) = (text, root);

    internal YamlNode Root { get; }

    public string ToText() => text;
}

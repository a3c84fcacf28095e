using Router.Documents.Yaml;

namespace Router.Features.Configuration;

/// <summary>A typed configuration to a document, without what is the default anyway.</summary>
public static class ConfigWriter
{
    /// <summary>YAML that reads back to an equal configuration.</summary>
    public static string ToText(RouterConfig config) => YamlWriter.Block(RouterModel.Shape.Write(config), 0);
}

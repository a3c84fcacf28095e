
namespace Router.Documents.Yaml.Reading;

/// <summary>An index into a text, with its line and column from 1.</summary>
internal readonly record struct YamlPlace(int At, int Line, int Column);

using Router.Documents.Editing;

namespace Router.Features.Configuration;

/// <summary>Documents that are configurations of a router.</summary>
public static class ConfigDocuments
{
    private static readonly ConfigDocument Nothing = ConfigReader.Read(RouterModel.Document.EmptyText).Document!;

    extension(ConfigDocument document)
    {
        /// <summary>Nothing but the version.</summary>
        public static ConfigDocument Empty => Nothing;

        /// <summary>What the document says so far, and what is wrong with it.</summary>
        public ConfigReading Reading => document.Once(ConfigReader.Bind);
    }
}

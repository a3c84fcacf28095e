namespace Router.Daemon.Generations;

/// <summary>The confirmed configurations: the one that boots, and those before it.</summary>
internal interface IGenerationStore
{
    /// <summary>Null: none was ever confirmed.</summary>
    /// <exception cref="IOException">There is one, and it cannot be read.</exception>
    byte[]? ReadStartup();

    /// <summary>What the documents of generations name and do not hold.</summary>
    IValueStore Values { get; }

    /// <summary>Newest first.</summary>
    IReadOnlyList<GenerationRecord> List();

    /// <summary>Null: there is no such generation (any more).</summary>
    byte[]? Read(int number);

    /// <summary>Names a generation, so that it is kept; null: it is like the others again.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    void Name(int number, string? checkpoint);

    /// <summary>
    /// Writes the next generation where it does not count yet, so that a full disk is known before anything is applied.
    /// </summary>
    /// <exception cref="IOException">It cannot be written; nothing has changed.</exception>
    IStagedGeneration Stage(string document, DateTimeOffset at, string by, string origin, string? comment, KeptValues? kept = null);
}

/// <summary>A generation on disk that does not count until it is published; disposing it before forgets it.</summary>
internal interface IStagedGeneration : IDisposable
{
    GenerationRecord Record { get; }

    /// <summary>From here on it is the newest generation and what boots. It may be tried again.</summary>
    /// <exception cref="IOException">It is neither.</exception>
    void Publish();
}

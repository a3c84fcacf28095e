namespace Router.Console.Edges;

/// <summary>Where a person sits, or a program that reads what one would.</summary>
internal interface ITerminal
{
    /// <summary>Lines can be edited: there are keys to read and a screen to draw on.</summary>
    bool IsInteractive { get; }

    /// <summary>What is written reaches a screen that shows colours and that a person wants paged.</summary>
    bool IsScreen { get; }

    /// <summary>Nobody reads any more what is written: the pipe's other end is closed, the line is hung up.</summary>
    bool IsDeserted { get; }

    /// <summary>Columns of the screen.</summary>
    int Width { get; }

    /// <summary>Rows of the screen.</summary>
    int Height { get; }

    void Write(string text);

    void WriteError(string text);

    /// <summary>Bytes as they are, to where <see cref="Write"/> writes.</summary>
    void WriteBytes(ReadOnlyMemory<byte> bytes);

    /// <summary>The next key, not echoed; Ctrl-C comes as a key. Null: there will be none any more.</summary>
    ConsoleKeyInfo? ReadKey();

    /// <summary>A key is there, or comes within <paramref name="time"/>.</summary>
    bool HasMoreWithin(TimeSpan time) => false;

    /// <summary>A line of standard input; null at its end.</summary>
    string? ReadLine();

    /// <summary>All that is left of standard input, at most <paramref name="limit"/> bytes.</summary>
    /// <exception cref="InvalidDataException">There is more.</exception>
    byte[] ReadAll(int limit);

    /// <summary>Standard input as bytes; nothing else of it is read meanwhile.</summary>
    Stream OpenInput();

    /// <summary>Runs <paramref name="work"/> with a token that Ctrl-C cancels.</summary>
    Task<T> WithInterruptAsync<T>(Func<CancellationToken, Task<T>> work);
}

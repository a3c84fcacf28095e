namespace Router.Core.State;

/// <summary>Permissions of files and folders, as chmod(1) takes them. C# has no octal numbers: each is written digit by digit.</summary>
public static class FileModes
{
    /// <summary>0600: a secret.</summary>
    public const int OwnerOnly = 6 << 6;

    /// <summary>0640: a service reads it by its group.</summary>
    public const int GroupReads = (6 << 6) | (4 << 3);

    /// <summary>0644.</summary>
    public const int AllRead = (6 << 6) | (4 << 3) | 4;

    /// <summary>0750: a folder of a service.</summary>
    public const int GroupFolder = (7 << 6) | (5 << 3);

    /// <summary>0755: a folder that all may look into, or a program.</summary>
    public const int AllFolder = (7 << 6) | (5 << 3) | 5;
}

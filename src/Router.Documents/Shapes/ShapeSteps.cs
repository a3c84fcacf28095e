namespace Router.Documents.Shapes;

/// <summary>From a shape to that of what stands in it; null: nobody knows what stands there.</summary>
internal static class ShapeSteps
{
    /// <summary>Of the value behind a key.</summary>
    public static Shape? Below(this Shape? shape, string key) => shape switch
    {
        IRecordShape record => record.Find(key)?.Shape,
        IMapShape map => map.Item,
        _ => null,
    };

    /// <summary>As a list, where it may be one.</summary>
    public static IListShape? AsList(this Shape? shape) => shape switch
    {
        IListShape list => list,
        IRecordShape { List: IListShape list } => list,
        IEitherShape { List: IListShape list } => list,
        _ => null,
    };
}

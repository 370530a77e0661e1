namespace Camp.Predict;

/// <summary>Tells the model's owner that a region complains.</summary>
/// <param name="Region">The region.</param>
/// <param name="Complaints">How many complaints led to this.</param>
/// <param name="Samples">The region's latest predictions, the newest first.</param>
public sealed record Alert(string Region, int Complaints, IReadOnlyList<Served> Samples);
